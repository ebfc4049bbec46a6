import { createSignal, createUniqueId, Show } from 'solid-js'
import { largestListing } from '../../server/domain/directory.ts'
import type { AdminListingView } from '../../server/http/admin-views.ts'
import { createAct, offlineReason, putBytes } from '../api.ts'
import { IconCircleAlert } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { Note } from '../parts/card.tsx'
import { Page } from '../parts/page.tsx'
import { toast } from '../parts/toast.tsx'
import { createTapped, TapPrompt } from './admin-act.tsx'
import { ListingPreview } from './admin-directory-preview.tsx'
import { importedWords } from './admin-words.ts'
import { Refusal } from './refusal.tsx'
import css from './admin.module.css'
import quiet from './refusal.module.css'

const path = '/api/admin/directory'
const tooLarge = 'O arquivo passa de 20 MB: não é uma lista de serventias.'
type Done = { added: number; changed: number; missing: number }

/** The CNJ's list of offices, from a file: first what it would change, then exactly that. */
export default function AdminDirectory() {
  const id = createUniqueId()
  const [file, setFile] = createSignal<ArrayBuffer | null>(null)
  const [view, setView] = createSignal<AdminListingView | null>(null)
  const [wrong, setWrong] = createSignal<string | null>(null)
  const looking = createAct((_key: string, bytes: ArrayBuffer) =>
    putBytes<AdminListingView>(`${path}/preview`, bytes, {}),
  )
  const taking = createTapped((_key: string, bytes: ArrayBuffer, digest: string) =>
    putBytes<Done>(`${path}?digest=${digest}`, bytes, {}),
  )
  const look = async (bytes: ArrayBuffer) => {
    setView(null)
    taking.clear()
    setView(await looking.run(bytes))
    setWrong(looking.fault()?.fields['file'] ?? null)
  }
  const choose = async (input: HTMLInputElement) => {
    const [chosen] = input.files ?? []
    setView(null)
    setFile(null)
    setWrong(chosen && chosen.size > largestListing ? tooLarge : null)
    if (!chosen || chosen.size > largestListing) return
    const bytes = await chosen.arrayBuffer().catch(() => null)
    if (bytes === null) return setWrong('Não deu para ler o arquivo neste aparelho. Escolha-o de novo.')
    setFile(bytes)
    await look(bytes)
  }
  const take = async () => {
    const [bytes, seen] = [file(), view()]
    const done = bytes && seen && (await taking.run(bytes, seen.digest))
    if (done) {
      toast.show(importedWords(done))
      await look(bytes)
    } else if (bytes && taking.fault()?.code === 'stale') setView(await looking.run(bytes))
  }
  const nothing = () => {
    const seen = view()
    return seen !== null && seen.added + seen.changed + seen.missing === 0
  }
  return (
    <Page title="Importar diretório" back="/admin" wide>
      <div class={css.file}>
        <label for={id}>
          <b>Lista de serventias</b>
        </label>
        <p class="soft" id={`${id}h`}>
          O CSV do CNJ ou o de serventias, em UTF-8, até 20 MB (pode ser .gz). Nada é apagado: quem sair da lista é só
          marcado.
        </p>
        <input
          id={id}
          type="file"
          accept=".csv,.gz,text/csv"
          aria-describedby={`${id}h`}
          onChange={(event) => void choose(event.currentTarget)}
        />
      </div>
      <div role="status" class={quiet.alert}>
        <Show when={looking.busy()}>
          <p class="soft">Lendo o arquivo…</p>
        </Show>
      </div>
      <div role="alert" class={quiet.alert}>
        <Show when={wrong()}>
          {(words) => (
            <Note tone="lacre" icon={<IconCircleAlert />}>
              <p>{words()}</p>
            </Note>
          )}
        </Show>
      </div>
      <Refusal fault={wrong() === null ? looking.fault() : null} what="importar o diretório" />
      <Show when={view()}>
        {(seen) => (
          <>
            <ListingPreview view={seen()} />
            <TapPrompt act={taking} what="importar o diretório" />
            <Show
              when={!nothing()}
              fallback={<p class="soft">O diretório já está como o arquivo. Não há nada a importar.</p>}
            >
              <div class={css.acts}>
                <Button
                  fit
                  busy={taking.busy()}
                  busyText="Importando…"
                  blocked={offlineReason()}
                  onClick={() => void take()}
                >
                  Importar como está na prévia
                </Button>
              </div>
            </Show>
          </>
        )}
      </Show>
    </Page>
  )
}
