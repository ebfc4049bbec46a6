import { Field } from './field.tsx'
import { maskCode } from './masks.ts'

interface PinFieldProps {
  label: string
  name: string
  value: string
  onInput: (pin: string) => void
  hint?: string | undefined
  error?: string | null | undefined
  /** The figures instead of dots. */
  plain?: boolean | undefined
  ref?: ((element: HTMLElement) => void) | undefined
}

/** Managers that would offer to carry the PIN into a cloud: it is worth something on this phone only. */
const managers = ['data-1p-ignore', 'data-lpignore', 'data-bwignore']

/**
 * Six figures on the number keys of the phone. `one-time-code` is the one hint that makes browsers neither save a password field nor
 * suggest a strong one.
 */
export function PinField(props: PinFieldProps) {
  const quiet = (element: HTMLElement) => {
    for (const name of managers) element.setAttribute(name, 'true')
    element.setAttribute('data-form-type', 'other')
    props.ref?.(element)
  }
  return (
    <Field
      label={props.label}
      name={props.name}
      type={props.plain ? 'text' : 'password'}
      inputMode="numeric"
      autocomplete="one-time-code"
      code
      mask={maskCode}
      maxLength={6}
      value={props.value}
      onInput={(pin) => props.onInput(pin)}
      hint={props.hint}
      error={props.error}
      ref={quiet}
    />
  )
}
