import { oldestShown } from './kept.ts'
import { lost } from './live.ts'
import { Banner } from './parts/banner.tsx'

/** How the connection is, for signed-in pages: they alone have a live stream to lose. */
export function Connection() {
  return <Banner lost={lost()} shownAt={oldestShown()} />
}
