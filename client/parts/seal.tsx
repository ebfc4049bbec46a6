import css from './seal.module.css'

const petals = 16
const step = 360 / petals

/** The seal of a certificate: blue while it is good, grey otherwise. The words beside it say the same. */
export function Seal(props: { good: boolean }) {
  return (
    <svg class={css.seal} data-good={props.good ? '' : undefined} viewBox="-50 -50 100 100" aria-hidden="true">
      {Array.from({ length: petals }, (_, i) => (
        <circle class={css.petal} r="9" cy="-38" transform={`rotate(${i * step})`} />
      ))}
      <circle class={css.disc} r="40" />
      <circle class={css.ring} r="33" />
      <circle class={css.dots} r="28" pathLength="96" />
      <path class={css.sign} d={props.good ? 'M-14 1-4 11 15-10' : 'M-11-11 11 11M11-11-11 11'} />
    </svg>
  )
}
