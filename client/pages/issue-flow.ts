import { createSignal, onCleanup, onMount } from 'solid-js'
import type { EnrolmentView } from '../../server/http/certificate-views.ts'
import { type ApiProblem, ApiProblem as Problem, ask, asProblem, send } from '../api.ts'
import { deviceName, platform } from '../device.ts'
import { isInstalled } from '../install.ts'
import { revalidate } from '../kept.ts'
import { uuidv7 } from '../uuid.ts'
import { certify, enrol, makeKey, prove, showPin, type Opened, type Tools } from '../wallet/enrol.ts'
import { dropHeld, heldFor, keptCode, putHeld, stepOf, type Held } from '../wallet/held.ts'
import { selfTest, type Fitness } from '../wallet/self-test.ts'
import { diskShelf } from '../wallet/shelf.ts'

/** What the screen shows: `stopped` says where, and that nothing is lost. */
export type Phase = 'testing' | 'unfit' | 'code' | 'pin' | 'working' | 'stopped' | 'locked' | 'moved' | 'done'

export interface Issuing {
  phase: () => Phase
  fitness: () => Fitness | null
  held: () => Held | null
  /** The code of the video room, when this phone kept it. */
  code: () => string | null
  /** The PIN was chosen before: it is asked for, not chosen. */
  pinChosen: () => boolean
  /** 1 test and code, 2 PIN and key, 3 certificate. */
  step: () => 1 | 2 | 3
  doing: () => string
  fault: () => ApiProblem | null
  busy: () => boolean
  begin: () => Promise<void>
  giveCode: (code: string) => Promise<void>
  givePin: (pin: string) => Promise<void>
  goOn: () => Promise<void>
  /** Leaves a locked key behind and asks for another code. */
  startOver: () => Promise<void>
}

/** Codes of refusals that belong to the field that was filled in. */
const ofCode = new Set(['code_wrong', 'code_expired', 'code_locked', 'invalid', 'too_many'])

/** Issues the certificate of `request` on this phone for `person`; goes on wherever an earlier visit stopped. */
export function createIssuing(person: string, request: string): Issuing {
  const tools: Tools = { shelf: diskShelf(), send, ask, newKey: uuidv7 }
  const [phase, setPhase] = createSignal<Phase>('testing')
  const [fitness, setFitness] = createSignal<Fitness | null>(null)
  const [held, setHeld] = createSignal<Held | null>(null)
  const [code, setCode] = createSignal<string | null>(null)
  const [pinChosen, setPinChosen] = createSignal(false)
  const [doing, setDoing] = createSignal('')
  const [fault, setFault] = createSignal<ApiProblem | null>(null)
  const [busy, setBusy] = createSignal(false)
  // Only while this page lives, so that a lost answer does not ask for the PIN again.
  let opened: Opened | null = null
  let typed: string | null = null
  const forget = () => {
    opened = null
    typed = null
  }
  onCleanup(forget)

  /** Another tab of this phone may be at it: one after the other, each with what the disk says. */
  const alone = (work: () => Promise<void>) =>
    'locks' in navigator ? navigator.locks.request(`quinze-issue/${request}`, work) : work()
  const reread = async () => setHeld(await heldFor(tools.shelf, person, request))

  const step = () => {
    const at = stepOf(held())
    return at === 'code' ? 1 : at === 'pin' ? 2 : 3
  }

  /** One thing at a time; what stops it is shown with the step where it stopped. */
  const attempt = async <A extends readonly unknown[]>(work: (...input: A) => Promise<void>, ...input: A) => {
    if (busy()) return
    setBusy(true)
    setFault(null)
    try {
      await alone(() => work(...input))
    } catch (error) {
      stop(asProblem(error))
    } finally {
      setBusy(false)
    }
  }

  const stop = (problem: ApiProblem) => {
    setFault(problem)
    if (problem.code === 'pin_locked') return void setPhase('locked')
    // Not stopped but over: it would be a lie that nothing is lost.
    if (problem.code === 'certificate_gone') return void setPhase('moved')
    if (problem.code === 'pin_wrong') {
      forget()
      setPinChosen(true)
      return void setPhase('pin')
    }
    setPhase(step() === 1 && ofCode.has(problem.code) ? 'code' : 'stopped')
  }

  const start = async () => {
    setPhase('testing')
    const device = { ios: platform() === 'ios', installed: isInstalled() }
    const tested = await selfTest(tools.shelf, device, () => setFitness({ fit: true, promised: true }))
    setFitness(tested)
    if (!tested.fit) return void setPhase('unfit')
    await reread()
    setCode((await keptCode(tools.shelf, person, request))?.code ?? held()?.asked?.code ?? null)
    await next()
  }

  const enrolWith = async (given: string) => {
    setCode(given)
    await reread()
    if (held()?.enrolment) return next()
    try {
      setHeld(await enrol(tools, held(), { person, request, device: deviceName(), code: given }))
    } catch (error) {
      await reread()
      const now = held()
      // A refused code is not tried again by itself; a lost answer is.
      if (now && ofCode.has(asProblem(error).code)) setHeld(await putHeld(tools.shelf, { ...now, asked: null }))
      throw error
    }
    setPinChosen(false)
    setPhase('pin')
  }

  const again = async () => {
    await reread()
    const asked = held()?.asked
    await (asked ? enrolWith(asked.code) : next())
  }

  /** What the server knows of this enrolment counts: an answer may have been lost on its way here. */
  const next = async () => {
    const now = held()
    if (!now?.enrolment) return void setPhase('code')
    if (stepOf(now) === 'done') return void setPhase('done')
    const view = await known(now)
    if (!view) return
    setPinChosen(view.step !== 'pin')
    if (view.step === 'done' && view.certificate)
      setHeld(await putHeld(tools.shelf, { ...now, certificate: view.certificate.id }))
    if (stepOf(held()) === 'done') return done()
    if (view.ended) return void setPhase('moved')
    if (view.locked) return void setPhase('locked')
    await work()
  }

  /** Null when the server knows it no more: then only another code begins anew. */
  const known = async (now: Held): Promise<EnrolmentView | null> => {
    try {
      return await ask<EnrolmentView>(`/api/enrolments/${now.enrolment}`)
    } catch (error) {
      const problem = asProblem(error)
      if (problem.status !== 404) throw problem
      await dropHeld(tools.shelf, now)
      setHeld(null)
      setPhase('code')
      return null
    }
  }

  /** As far as it goes without asking the person. */
  const work = async () => {
    if (typed !== null && !opened && stepOf(held()) !== 'done') await show(typed)
    for (let now = held(); now; now = held()) {
      const at = stepOf(now)
      if (at === 'done') return done()
      if (at !== 'certify' && !opened) return void setPhase('pin')
      setPhase('working')
      if (at === 'pin' && opened) {
        setDoing('Criando a chave neste celular…')
        setHeld(await makeKey(tools, now, opened))
      } else if (at === 'certify') {
        setDoing('Pedindo o certificado ao cartório…')
        setHeld(await certified(now))
      } else if (at === 'prove' && opened) {
        setDoing('Confirmando que a chave está aqui…')
        setHeld(await prove(tools, now, opened))
      }
    }
  }

  const certified = async (now: Held) => {
    try {
      return await certify(tools, now)
    } catch (error) {
      // A request that the server can't read will not get better: another key is made in its place.
      if (error instanceof Problem && error.code === 'csr_invalid')
        setHeld(await putHeld(tools.shelf, { ...now, pair: null }))
      throw error
    }
  }

  const show = async (pin: string) => {
    const now = held()
    if (!now) return
    setPhase('working')
    setDoing('Protegendo a chave com o seu PIN…')
    typed = pin
    opened = await showPin(tools, now, pin)
  }

  const done = () => {
    forget()
    setPhase('done')
    void revalidate(['certificates', 'requests', `request:${request}`])
  }

  const pinAndOn = async (pin: string) => {
    await reread()
    if (stepOf(held()) === 'done') return done()
    await show(pin)
    await work()
  }

  const leave = async () => {
    const now = held()
    if (now) await dropHeld(tools.shelf, now)
    setHeld(null)
    setCode((await keptCode(tools.shelf, person, request))?.code ?? null)
    setPhase('code')
  }

  const begin = () => attempt(start)
  onMount(() => void begin())
  return {
    phase,
    fitness,
    held,
    code,
    pinChosen,
    step,
    doing,
    fault,
    busy,
    begin,
    giveCode: (given) => attempt(enrolWith, given),
    givePin: (pin) => attempt(pinAndOn, pin),
    goOn: () => attempt(again),
    startOver: () => attempt(leave),
  }
}
