import { useNavigate } from '@solidjs/router'
import { onMount, Show } from 'solid-js'
import { UpdateToast } from './parts/toast.tsx'
import { resyncPush } from './session.ts'
import { laterUpdate, startWorker, takeUpdate, updateOffered } from './update.ts'

/** Registers the service worker once the page stands, and offers a new version when one waits. */
export function Updates() {
  const navigate = useNavigate()
  onMount(
    () =>
      void startWorker(
        (path) => navigate(path),
        () => void resyncPush(),
      ),
  )
  return (
    <Show when={updateOffered()}>
      <UpdateToast onUpdate={takeUpdate} onLater={laterUpdate} />
    </Show>
  )
}
