import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createRoot } from 'solid-js'
import { afterEach, expect, it, vi } from 'vitest'
import './jsdom-gaps.ts'
import { ApiProblem } from '../../client/api.ts'
import { createTapped, TapPrompt } from '../../client/pages/admin-act.tsx'

vi.mock('../../client/passkey.ts', () => ({ passkeysHere: () => true, signInWithPasskey: async () => {} }))
vi.stubGlobal('fetch', async () => new Response('{}', { status: 503 }))
afterEach(cleanup)

const refusal = (code: 'needs_tap' | 'stale', status: number) => new ApiProblem({ code, status, detail: code })

/** An act whose answers are told beforehand; gives what it was called with. */
function tapped(answers: (string | ApiProblem)[]) {
  const asked: string[] = []
  const act = createRoot(() =>
    createTapped(async (_key: string, what: string) => {
      asked.push(what)
      const answer = answers.shift()
      if (answer instanceof ApiProblem) throw answer
      return answer ?? ''
    }),
  )
  return { act, asked }
}

it('an act that wants a fresh tap waits for it, says nothing of a refusal, and goes on with the same input', async () => {
  const { act, asked } = tapped([refusal('needs_tap', 403), 'done'])
  const run = act.run('suspend')
  await Promise.resolve()
  await new Promise((resolve) => setTimeout(resolve))
  expect(act.wanted()).toBe(true)
  expect(act.fault()).toBeNull()
  act.go()
  expect(await run).toBe('done')
  expect(act.wanted()).toBe(false)
  expect(asked).toEqual(['suspend', 'suspend'])
})

it('given up, it did nothing; another refusal is told', async () => {
  const { act, asked } = tapped([refusal('needs_tap', 403), refusal('stale', 409)])
  const run = act.run('suspend')
  await new Promise((resolve) => setTimeout(resolve))
  act.stop()
  expect(await run).toBeNull()
  expect(asked).toEqual(['suspend'])
  expect(await act.run('suspend')).toBeNull()
  expect(act.fault()?.code).toBe('stale')
})

it('the passkey once given, the act goes on by itself; the prompt closed, it does not', async () => {
  const { act, asked } = tapped([refusal('needs_tap', 403), 'done', refusal('needs_tap', 403)])
  render(() => <TapPrompt act={act} what="suspender" />)
  const run = act.run('suspend')
  fireEvent.click(await screen.findByRole('button', { name: /Entrar com a chave/ }))
  expect(await run).toBe('done')
  expect(asked).toHaveLength(2)
  const again = act.run('suspend')
  fireEvent.click(await screen.findByRole('button', { name: 'Fechar' }))
  expect(await again).toBeNull()
  expect(asked).toHaveLength(3)
})
