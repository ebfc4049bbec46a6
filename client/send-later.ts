import { loadDraft, saveDraft, sendWaiting } from './draft.ts'
import { whenLive } from './live.ts'
import { sendPictures } from './pictures.ts'
import { toast } from './parts/toast.tsx'
import { me } from './session.ts'

let following = false

/**
 * Sends what was kept for lack of internet as soon as there is some, wherever the person is by then. Call when somebody
 * is signed in; `here` is the present path.
 */
export async function sendLater(navigate: (path: string) => void, here: () => string): Promise<void> {
  const attempt = async () => {
    const sending = await sendWaiting()
    // Pictures go on their way also while the form is still being filled in.
    if (sending === null) await sendPictures()
    if (sending === null || sending.outcome === 'waiting') return
    const path = sending.outcome === 'sent' ? `/s/${sending.request.id}` : '/nova?etapa=4'
    if (here() === '/nova' && sending.outcome === 'sent') navigate(path)
    if (sending.outcome === 'sent')
      toast.show('Solicitação enviada.', { label: 'Ver solicitação', run: () => navigate(path) })
    else toast.show('A solicitação não foi aceita.', { label: 'Ver motivo', run: () => navigate(path) })
  }
  if (!following) {
    following = true
    whenLive(() => void attempt())
    addEventListener('pagehide', () => void saveDraft())
  }
  const person = me()?.person
  if (person && (await loadDraft(person))) await attempt()
}
