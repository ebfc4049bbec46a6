import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Banner } from '../../client/parts/banner.tsx'
import { Button } from '../../client/parts/button.tsx'
import { Choice, Toggle } from '../../client/parts/choice.tsx'
import { Combo, type Found } from '../../client/parts/combo.tsx'
import { Field } from '../../client/parts/field.tsx'
import { caretAfter, maskCode, maskCpf, maskDate, maskPhone } from '../../client/parts/masks.ts'
import { toast, ToastRegion } from '../../client/parts/toast.tsx'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => {
  toast.clear()
  cleanup()
  vi.useRealTimers()
})

const type = (input: Element, value: string) => fireEvent.input(input, { target: { value } })

test('a field wires its hint and its error, and masks what is typed', () => {
  const [cpf, setCpf] = createSignal('')
  const [error, setError] = createSignal<string | null>(null)
  render(() => (
    <Field label="CPF" name="cpf" value={cpf()} onInput={setCpf} mask={maskCpf} hint="Só números." error={error()} />
  ))
  const input = screen.getByLabelText<HTMLInputElement>('CPF')
  const described = () =>
    (input.getAttribute('aria-describedby') ?? '')
      .split(' ')
      .map((id) => document.getElementById(id)?.textContent?.trim())
  expect(described()).toEqual(['Só números.'])
  expect(input.getAttribute('aria-invalid')).toBeNull()
  type(input, '31848219007')
  expect(cpf()).toBe('318.482.190-07')
  expect(input.value).toBe('318.482.190-07')
  setError('CPF inválido. Confira os 11 números.')
  expect(described()).toEqual(['CPF inválido. Confira os 11 números.', 'Só números.'])
  expect(input.getAttribute('aria-invalid')).toBe('true')
})

test.each([
  [maskCpf, '318482190075', '318.482.190-07'],
  [maskCpf, '3184', '318.4'],
  [maskDate, '12031984', '12/03/1984'],
  [maskPhone, '1332345678', '(13) 3234-5678'],
  [maskPhone, '+55 13 98765-4321', '(13) 98765-4321'],
  [maskCode, 'Seu código: 482 190.', '482190'],
  [maskCpf, '', ''],
])('mask %# shapes digits', (mask, typed, shown) => expect(mask(typed)).toBe(shown))

test('the caret stays behind the same digit', () => {
  expect(caretAfter('318.9482.190-07', 5, maskCpf('318.9482.190-07'))).toBe(5)
  expect(caretAfter('3184', 4, '318.4')).toBe(5)
  expect(caretAfter('1318482190', 1, '131.848.219-0')).toBe(1)
})

test('a toast is announced, gives way to the next one and leaves after six seconds', () => {
  render(() => <ToastRegion />)
  const region = screen.getByRole('status')
  toast.show('CPF copiado.')
  toast.show('Aviso de teste enviado.')
  expect(region.textContent).toBe('Aviso de teste enviado.')
  vi.advanceTimersByTime(5_999)
  expect(region.textContent).toBe('Aviso de teste enviado.')
  vi.advanceTimersByTime(1)
  expect(region.textContent).toBe('')
})

test('a toast stays while it has the focus, and its action runs once', () => {
  const run = vi.fn()
  render(() => <ToastRegion />)
  toast.show('Outro cartório pegou primeiro.', { label: 'Ver fila', run })
  const action = screen.getByRole('button', { name: 'Ver fila' })
  action.focus()
  vi.advanceTimersByTime(60_000)
  expect(screen.getByRole('button', { name: 'Ver fila' })).toBe(action)
  action.blur()
  vi.advanceTimersByTime(9_999)
  fireEvent.click(action)
  expect(run).toHaveBeenCalledOnce()
  expect(screen.getByRole('status').textContent).toBe('')
})

test('a busy or blocked button keeps its place and does nothing', () => {
  const act = vi.fn()
  const [busy, setBusy] = createSignal(true)
  render(() => (
    <>
      <Button busy={busy()} busyText="Pegando…" onClick={act}>
        Pegar solicitação
      </Button>
      <Button blocked="Sem internet." onClick={act}>
        Liberar
      </Button>
    </>
  ))
  const [pull, release] = screen.getAllByRole('button')
  for (const button of [pull, release]) if (button) fireEvent.click(button)
  expect(act).not.toHaveBeenCalled()
  expect(pull?.getAttribute('aria-busy')).toBe('true')
  expect(document.getElementById(release?.getAttribute('aria-describedby') ?? '')?.textContent).toBe('Sem internet.')
  setBusy(false)
  if (pull) fireEvent.click(pull)
  expect(act).toHaveBeenCalledOnce()
})

test('a choice says its options by name and opens what the chosen one asks for', () => {
  const [value, setValue] = createSignal<'use' | 'create' | null>(null)
  render(() => (
    <Choice
      legend="Como está o cadastro no CCN?"
      value={value()}
      onChange={setValue}
      options={[
        { value: 'use', label: 'Usar registro no CCN', hint: 'Os dados conferem.', more: () => <p>Conferi hoje</p> },
        { value: 'create', label: 'Criar registro no CCN', blocked: 'Só o tabelião.' },
      ]}
    />
  ))
  expect(screen.queryByText('Conferi hoje')).toBeNull()
  fireEvent.click(screen.getByRole('radio', { name: 'Usar registro no CCN' }))
  expect(value()).toBe('use')
  expect(screen.getByText('Conferi hoje')).toBeTruthy()
  expect(screen.getByRole<HTMLInputElement>('radio', { name: 'Criar registro no CCN' }).disabled).toBe(true)
})

test('a switch shows what its owner says, not what was tapped', () => {
  const wanted = vi.fn()
  render(() => <Toggle label="Em plantão" checked={false} onChange={wanted} />)
  const input = screen.getByRole<HTMLInputElement>('switch', { name: 'Em plantão' })
  fireEvent.click(input)
  expect(wanted).toHaveBeenCalledWith(true)
  expect(input.checked).toBe(false)
})

test('a search waits for the finger, counts its answers and folds away when one is chosen', () => {
  const asked = vi.fn()
  const [chosen, choose] = createSignal<Found | null>(null)
  const found = [{ id: '3', label: '3º Tabelionato', note: 'Santos/SP' }]
  render(() => (
    <Combo
      label="Cartório"
      name="cartorio"
      nouns={['cartório', 'cartórios']}
      chosen={chosen()}
      onChoose={choose}
      onSearch={asked}
      found={found}
      none={(text) => `Nenhum cartório com “${text}”.`}
    />
  ))
  const box = screen.getByLabelText('Cartório')
  type(box, 'san')
  type(box, ' santos')
  vi.advanceTimersByTime(249)
  expect(asked).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1)
  expect(asked.mock.calls).toEqual([['santos']])
  expect(screen.getByRole('status').textContent).toBe('1 cartório')
  fireEvent.click(screen.getByRole('radio', { name: '3º Tabelionato' }))
  expect(chosen()?.id).toBe('3')
  expect(screen.queryByLabelText('Cartório')).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: 'Trocar Cartório' }))
  expect(chosen()).toBeNull()
})

test('the connection banner is silent for 3 s, then says it tries again, then how old the page is', () => {
  process.env.TZ = 'America/Sao_Paulo'
  const [lost, setLost] = createSignal(true)
  render(() => <Banner lost={lost()} shownAt={Date.UTC(2026, 10, 23, 17, 12)} />)
  const said = () => screen.getByRole('status').textContent?.trim()
  vi.advanceTimersByTime(2_999)
  expect(said()).toBe('')
  vi.advanceTimersByTime(1)
  expect(said()).toBe('Reconectando…')
  vi.advanceTimersByTime(12_000)
  // The phone has its network: it is Quinze that does not answer.
  expect(said()).toBe('Sem resposta do Quinze — mostrando dados das 14:12')
  setLost(false)
  expect(said()).toBe('')
  vi.spyOn(navigator, 'onLine', 'get').mockReturnValue(false)
  setLost(true)
  vi.advanceTimersByTime(15_000)
  expect(said()).toBe('Sem internet — mostrando dados das 14:12')
  vi.restoreAllMocks()
})
