import { createSignal, For, Show } from 'solid-js'
import type { AuditRowView, AuditSearchView } from '../../server/http/admin-views.ts'
import { createAct, offlineReason, send } from '../api.ts'
import { IconDownload, IconSearch } from '../icons.ts'
import { Button } from '../parts/button.tsx'
import { longMoment } from '../parts/day-words.ts'
import { Empty } from '../parts/empty.tsx'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { toast } from '../parts/toast.tsx'
import { AuditForm, type AuditAsked } from './admin-audit-form.tsx'
import { VerifyCard } from './admin-audit-verify.tsx'
import { saveText } from './save-text.ts'
import { Refusal } from './refusal.tsx'
import css from './admin.module.css'

const unknownWords = {
  request: 'Não há solicitação com este número.',
  person: 'Ninguém entrou no Quinze com este e-mail.',
  cartorio: 'Este CNS não está no diretório.',
}

const nothingWords = (unknown: AuditSearchView['unknown']): string =>
  unknown === null ? 'Nada encontrado.' : unknownWords[unknown]

/** A3: who saw, decided and changed what, and when; each search is a row of the trail itself. */
export default function AdminAudit() {
  const [asked, setAsked] = createSignal<AuditAsked | null>(null)
  const [rows, setRows] = createSignal<AuditRowView[]>([])
  const [next, setNext] = createSignal<number | null>(null)
  const [unknown, setUnknown] = createSignal<AuditSearchView['unknown']>(null)
  const search = createAct((key: string, body: object) =>
    send<AuditSearchView>('POST', '/api/admin/audit/search', body, key),
  )
  const exporting = createAct((key: string, body: object) =>
    send<{ csv: string; rows: number; more: boolean }>('POST', '/api/admin/audit/export', body, key),
  )
  const run = async (body: AuditAsked, before?: number) => {
    const found = await search.run(before === undefined ? body : { ...body, before })
    if (!found) return
    setAsked(body)
    setRows(before === undefined ? found.items : [...rows(), ...found.items])
    setNext(found.next)
    setUnknown(found.unknown)
  }
  const save = async () => {
    const body = asked()
    const found = body && (await exporting.run(body))
    if (!found) return
    saveText('auditoria.csv', found.csv, 'text/csv;charset=utf-8')
    toast.show(
      found.more
        ? `As ${found.rows} linhas mais novas foram exportadas. Para as outras, escolha um período.`
        : `${found.rows} linhas exportadas.`,
    )
  }
  return (
    <Page title="Auditoria" sub="Cada pesquisa também fica registrada." back="/admin" wide>
      <AuditForm busy={search.busy()} onSearch={(body) => void run(body)} />
      <Refusal fault={search.fault() ?? exporting.fault()} what="ver a auditoria" />
      <Show when={asked()}>
        {(body) => (
          <section class="stack" aria-label="Resultado">
            <div class={css.acts}>
              <p class="num" role="status">
                {rows().length === 1 ? '1 linha' : `${rows().length} linhas`}
                {next() === null ? '.' : ', as mais novas.'}
              </p>
              <Show when={rows().length > 0}>
                <Button kind="quiet" fit busy={exporting.busy()} blocked={offlineReason()} onClick={() => void save()}>
                  <span class="row">
                    <IconDownload /> Exportar CSV
                  </span>
                </Button>
              </Show>
            </div>
            <Show
              when={rows().length > 0}
              fallback={
                <Empty
                  icon={IconSearch}
                  title={nothingWords(unknown())}
                  text="Confira o que foi digitado e o período."
                />
              }
            >
              <ol class={css.trail}>
                <For each={rows()}>{(row) => <Row row={row} />}</For>
              </ol>
            </Show>
            <Show when={next()}>
              {(before) => (
                <Button
                  kind="secondary"
                  busy={search.busy()}
                  blocked={offlineReason()}
                  onClick={() => void run(body(), before())}
                >
                  Procurar mais antigas
                </Button>
              )}
            </Show>
          </section>
        )}
      </Show>
      <VerifyCard />
    </Page>
  )
}

function Row(props: { row: AuditRowView }) {
  return (
    <li>
      <span class="soft num">
        {longMoment(props.row.at, deviceZone())} · nº {props.row.seq}
      </span>
      <span>
        <b>{props.row.words}</b> <span class={css.code}>{props.row.action}</span>
      </span>
      <span>
        <span translate="no">{props.row.actor}</span>
        <Show when={props.row.subject !== props.row.actor && props.row.subject}>
          {(subject) => (
            <>
              {' '}
              → <span translate="no">{subject()}</span>
            </>
          )}
        </Show>
        <For each={props.row.detail}>{(line) => <span class="soft"> · {line}</span>}</For>
      </span>
    </li>
  )
}
