import type { ApiProblem } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'

/** A page that has nothing to show because its question was not answered. */
export function AskAgain(props: { fault: ApiProblem; onAgain: () => void }) {
  return (
    <Empty
      title={props.fault.detail}
      icon={IconCircleAlert}
      action={
        <Button kind="secondary" onClick={() => props.onAgain()}>
          Tentar de novo
        </Button>
      }
    />
  )
}
