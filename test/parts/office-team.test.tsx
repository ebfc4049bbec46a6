import './jsdom-gaps.ts'
import { fireEvent, screen } from '@solidjs/testing-library'
import { afterEach, describe, expect, it, vi } from 'vitest'
import OfficePage from '../../client/pages/office.tsx'
import { toast } from '../../client/parts/toast.tsx'
import { officeView } from './office-kit.ts'
import { endPage, fakeServer, person, refuse, show } from './staff-kit.tsx'

afterEach(() => {
  endPage()
  toast.clear()
  vi.unstubAllGlobals()
})

async function open(answers: Parameters<typeof fakeServer>[0] = {}) {
  const preferences = { push: false, email: true, sms: false, quiet: null, phone: null, phoneConfirmed: false }
  const server = fakeServer({
    '/api/me': person(),
    '/api/office': officeView(),
    '/api/preferences': { ...preferences, devices: [], last: [] },
    ...answers,
  })
  return { ...server, ...(await show(OfficePage, '/expediente')) }
}

describe('the team of the console', () => {
  it('puts oneself on duty, the team too, and tests a channel of somebody', async () => {
    const { sent } = await open({
      'PUT /api/office/roles/role-ana/duty': { onDuty: true },
      'PUT /api/office/roles/role-joao/duty': () => refuse('last_on_duty', 'Só esta pessoa recebe os avisos.'),
      'POST /api/office/roles/role-joao/test': { sent: true },
    })
    fireEvent.click(await screen.findByRole('switch', { name: 'Em plantão' }))
    expect(await screen.findByText('Em plantão: os avisos do cartório tocam.')).toBeTruthy()
    const theirs = screen.getByRole<HTMLInputElement>('switch', { name: 'Em plantão: João Batista' })
    fireEvent.click(theirs)
    expect(await screen.findByText('Só esta pessoa recebe os avisos.')).toBeTruthy()
    expect(theirs.checked).toBe(true)
    fireEvent.click(screen.getByRole('button', { name: 'Testar E-mail de João Batista' }))
    expect(await screen.findByText('Teste enviado a João Batista. Canal: E-mail.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ onDuty: true }, { onDuty: false }, { channel: 'email' }])
  })

  it('lowers the limit of pulled requests, and says how far it goes', async () => {
    const { sent } = await open({ 'PUT /api/office/pull-cap': { cap: 3 } })
    const field = await screen.findByLabelText('Limite de pegas sem decisão')
    fireEvent.input(field, { target: { value: '9' } })
    fireEvent.click(screen.getByRole('button', { name: 'Salvar limite' }))
    expect(await screen.findByText(/De 1 a 5. Para mais/)).toBeTruthy()
    fireEvent.input(field, { target: { value: '3' } })
    fireEvent.click(screen.getByRole('button', { name: 'Salvar limite' }))
    expect(await screen.findByText('Limite salvo.')).toBeTruthy()
    expect(sent.map(({ body }) => body)).toEqual([{ cap: 3 }])
  })
})
