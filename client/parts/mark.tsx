import css from './mark.module.css'

/** The name of the product with its mark: a dial at three quarters of a ring. */
export function Mark() {
  return (
    <span class={css.mark}>
      <svg viewBox="0 0 32 32" aria-hidden="true">
        <circle class={css.track} cx="16" cy="16" r="12" />
        <circle class={css.arc} cx="16" cy="16" r="12" pathLength="100" stroke-dasharray="75 100" />
        <path class={css.hand} d="M16 10.5V16l-4 2.5" />
      </svg>
      <span>Quinze</span>
    </span>
  )
}
