import { useLocation, useNavigate } from '@solidjs/router'
import { createMemo, createSignal, Match, Show, Switch } from 'solid-js'
import { clockTime, whenWords } from '../../server/domain/instant-words.ts'
import { periodsOf } from '../../server/domain/periods.ts'
import { ofUf, ufName, ufs, isUf } from '../../server/domain/uf.ts'
import type { AdminFiguresView, FiguresView } from '../../server/http/figures-views.ts'
import { createKept } from '../kept.ts'
import { Button } from '../parts/button.tsx'
import { Empty } from '../parts/empty.tsx'
import { Field } from '../parts/field.tsx'
import { IconChart } from '../icons.ts'
import { Page } from '../parts/page.tsx'
import { deviceZone } from '../parts/ring-words.ts'
import { Segmented } from '../parts/segmented.tsx'
import { Skeleton } from '../parts/skeleton.tsx'
import { me, office, platform } from '../session.ts'
import { AskAgain } from './ask-again.tsx'
import { FateChart, RejectChart, TimeChart } from './figures-charts.tsx'
import { Offices, type OfficeQuery } from './figures-offices.tsx'
import { figuresFile, figuresSource, type FiguresAsk } from './figures-source.ts'
import { SpanChoice, spanOf, type Chosen, type Preset } from './figures-span.tsx'
import { Meanings, Totals } from './figures-totals.tsx'
import { OfficeChoice } from './office-choice.tsx'
import css from './figures.module.css'

const first: OfficeQuery = { q: '', sort: 'received', down: true, page: 1 }

/** A1: the figures of the own cartório, or of all of them for administrators and inspectors. */
export default function FiguresPage() {
  const [navigate, location] = [useNavigate(), useLocation()]
  // In the address, so that the way back from one cartório leads to all of them.
  const params = () => new URLSearchParams(location.search)
  const cns = () => params().get('cartorio') ?? ''
  const setParam = (name: 'cartorio' | 'uf', value: string) => {
    const next = params()
    if (value === '') next.delete(name)
    else next.set(name, value)
    navigate(`/numeros?${next}`)
  }
  const [everywhere, setEverywhere] = createSignal(platform() !== null)
  const [preset, setPreset] = createSignal<Preset>('month')
  const zone = deviceZone()
  const today = me()?.now ?? Date.now()
  const [chosen, setChosen] = createSignal<Chosen>(spanOf('month', today, zone))
  const [offices, setOffices] = createSignal(first)
  const choose = (next: Preset) => {
    setPreset(next)
    if (next !== 'other') setChosen(spanOf(next, today, zone))
  }
  const uf = () => {
    const asked = params().get('uf') ?? ''
    return isUf(asked) ? asked : ''
  }
  const asked = createMemo((): FiguresAsk | null => {
    if (!periodsOf(chosen(), chosen().by)) return null
    if (everywhere()) return { ...chosen(), ...offices(), cartorio: cns(), uf: uf() }
    const own = office()?.cns
    return own ? { ...chosen(), own } : null
  })
  const kept = createKept<FiguresView | AdminFiguresView>(() => {
    const ask = asked()
    return ask && figuresSource(ask)
  })
  // While another span is being counted the last one stays on the screen.
  const shown = createMemo<FiguresView | AdminFiguresView | null>(
    (last) => kept.data ?? (kept.fault ? null : last),
    null,
  )
  const admin = () => {
    const view = shown()
    return view && 'offices' in view ? view : null
  }
  const file = (rows?: 'offices' | 'both') => {
    const ask = asked()
    return ask ? figuresFile(ask, rows) : ''
  }
  const where = () => {
    if (!everywhere()) return office()?.cartorio
    return admin()?.cartorio?.name ?? (uf() ? `Cartórios ${ofUf(uf() as (typeof ufs)[number])}` : 'Todos os cartórios')
  }
  return (
    <Page title="Números" sub={where() ?? undefined} back={platform() ? undefined : '/expediente'} wide>
      <Show when={platform() && office()}>
        <Segmented<'all' | 'own'>
          label="De quem"
          value={everywhere() ? 'all' : 'own'}
          onChange={(who) => setEverywhere(who === 'all')}
          options={[
            { value: 'all', label: 'Todos os cartórios' },
            { value: 'own', label: 'Meu cartório' },
          ]}
        />
      </Show>
      <Show when={!everywhere()}>
        <OfficeChoice />
      </Show>
      <SpanChoice preset={preset()} chosen={chosen()} onPreset={choose} onChange={setChosen} />
      <Show when={everywhere()}>
        <div class={css.place}>
          <Show
            when={cns()}
            fallback={
              <Field
                label="Estado"
                name="uf"
                value={uf()}
                onInput={(next) => {
                  setOffices({ ...offices(), page: 1 })
                  setParam('uf', next)
                }}
                options={[{ value: '', label: 'Todos' }, ...ufs.map((each) => ({ value: each, label: ufName(each) }))]}
              />
            }
          >
            <Button kind="secondary" fit onClick={() => setParam('cartorio', '')}>
              Ver todos os cartórios
            </Button>
          </Show>
        </div>
      </Show>
      <Switch fallback={<Skeleton shape="list" />}>
        <Match when={shown()}>
          {(view) => (
            <div class={css.body} aria-busy={kept.data === null}>
              <p class="soft num" role="status">
                {view().whole
                  ? `Atualizado até ${clockTime(view().until, zone)}.`
                  : `Ainda contando. Por enquanto, até ${whenWords(view().until, view().now, zone)}.`}
              </p>
              <Show
                when={view().total.received > 0}
                fallback={
                  <Empty
                    title="Nada chegou neste período."
                    text="Escolha outro período para ver os números."
                    icon={IconChart}
                  />
                }
              >
                <Totals total={view().total} />
                <div class={css.charts}>
                  <FateChart view={view()} file={file()} />
                  <TimeChart view={view()} file={file()} />
                  <RejectChart view={view()} file={file()} />
                </div>
              </Show>
              <Show when={!cns() && admin()}>
                {(all) => (
                  <Offices
                    offices={all().offices}
                    query={offices()}
                    file={file('offices')}
                    fileByPeriod={file('both')}
                    onQuery={setOffices}
                    onChoose={(one) => {
                      setParam('cartorio', one)
                      scrollTo({ top: 0 })
                    }}
                  />
                )}
              </Show>
              <Meanings />
            </div>
          )}
        </Match>
        <Match when={kept.fault}>{(fault) => <AskAgain fault={fault()} onAgain={() => void kept.refresh()} />}</Match>
        <Match when={asked() === null}>{''}</Match>
      </Switch>
    </Page>
  )
}
