// @vitest-environment node
import { describe, expect, test, vi } from 'vitest'
import { pinFault } from '../../client/wallet/pin.ts'
import { selfTest, type Unfit } from '../../client/wallet/self-test.ts'
import { memoryShelf } from './wallet-kit.ts'

const known = { birthDate: '1984-03-12', cpf: '111.444.777-35', phone: '+5513987654321' }

describe('a PIN', () => {
  test.each([
    ['12345', /6 números/],
    ['12345a', /6 números/],
    ['1234567', /6 números/],
    ['000000', /repetidos/],
    ['123456', /sequência/],
    ['987654', /sequência/],
    ['901234', /sequência/],
    ['246802', /sequência/],
    ['112112', /repetidos|repetições/],
    ['739739', /repetições/],
    ['727272', /repetidos|repetições/],
    ['739937', /repetições/],
    ['102030', /teclado|repetições/],
    ['147258', /repetições|teclado/],
    ['120384', /nascimento/],
    ['840312', /nascimento/],
    ['031284', /nascimento/],
    ['031984', /nascimento/],
    ['121984', /nascimento/],
    ['144477', /CPF/],
    ['876543', /sequência|celular/],
    ['398765', /celular/],
    ['198473', /anos/],
    ['732026', /anos/],
  ])('%s is refused', (pin, why) => {
    expect(pinFault(pin, known)).toMatch(why)
  })

  test.each(['739154', '604927', '528310'])('%s may be used', (pin) => {
    expect(pinFault(pin, known)).toBeNull()
  })

  test('nineteen of twenty remain', () => {
    // Every 101st of the million: a prime, so that no figure of the pattern is favoured.
    const some = Array.from({ length: 9_900 }, (_, i) => String(i * 101).padStart(6, '0'))
    const left = some.filter((pin) => pinFault(pin, known) === null).length / some.length
    expect(left).toBeGreaterThan(0.95)
    expect(left).toBeLessThan(0.99)
  })
})

describe('the self-test', () => {
  const phone = { ios: false, installed: false }
  const run = async (change: Partial<ReturnType<typeof memoryShelf>>, device = phone) => {
    Object.assign(globalThis, { isSecureContext: true, indexedDB: {} })
    return selfTest({ ...memoryShelf(), ...change }, device)
  }
  const failing = (name: string) => ({ put: () => Promise.reject(new DOMException('refused', name)) })

  test('passes where keys come back, and leaves nothing behind', async () => {
    const shelf = memoryShelf()
    expect(await run(shelf)).toEqual({ fit: true, promised: false })
    expect(await shelf.names()).toEqual([])
  })

  test.each<[Unfit, Parameters<typeof run>]>([
    ['no_keys', [failing('DataCloneError')]],
    ['full', [failing('QuotaExceededError')]],
    ['blocked', [failing('SecurityError')]],
    ['blocked', [failing('InvalidStateError')]],
    ['not_kept', [{ get: async () => undefined }]],
    ['ios_tab', [{}, { ios: true, installed: false }]],
  ])('says %s', async (why, [change, device]) => {
    expect(await run(change, device)).toEqual({ fit: false, why })
  })

  test('a browser that asks the person first holds nothing up, and is heard later', async () => {
    let answer: (yes: boolean) => void = () => {}
    const persist = () => new Promise<boolean>((done) => (answer = done))
    vi.stubGlobal('navigator', { storage: { persist } })
    let heard = 0
    const tested = await selfTest(memoryShelf(), phone, () => heard++)
    expect(tested).toEqual({ fit: true, promised: false })
    answer(true)
    await vi.waitFor(() => expect(heard).toBe(1))
    vi.unstubAllGlobals()
  })

  test('an iPhone passes from the installed app', async () => {
    expect(await run({}, { ios: true, installed: true })).toMatchObject({ fit: true })
  })
})
