import { Show } from 'solid-js'
import { IconDownload } from '../icons.ts'
import { install, installLater, mayOfferInstall } from '../install.ts'
import { Button } from '../parts/button.tsx'
import { Card } from '../parts/card.tsx'
import { updateOffered } from '../update.ts'

/** One tap to install, after the app has proved its worth; never beside the offer of a new version. */
export function InstallCard() {
  return (
    <Show when={mayOfferInstall() && !updateOffered()}>
      <Card title="Instale o app" lead={<IconDownload />}>
        <p class="soft">Abre mais rápido e avisa você na hora.</p>
        <div class="row">
          <Button kind="secondary" fit onClick={() => void install()}>
            Instalar
          </Button>
          <Button kind="quiet" fit onClick={installLater}>
            Agora não
          </Button>
        </div>
      </Card>
    </Show>
  )
}
