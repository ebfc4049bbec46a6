import { encode } from 'uqr'
import { createMemo } from 'solid-js'
import css from './qr.module.css'

/** A QR code, dark on white in every theme: cameras read no other. `label` says what it holds. */
export function Qr(props: { text: string; label: string }) {
  const code = createMemo(() => encode(props.text, { ecc: 'M', border: 4 }))
  const path = () =>
    code()
      .data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : '')))
      .join('')
  return (
    <svg
      class={css.qr}
      viewBox={`0 0 ${code().size} ${code().size}`}
      shape-rendering="crispEdges"
      role="img"
      aria-label={props.label}
    >
      <path d={`M0 0h${code().size}v${code().size}H0z`} fill="#fff" />
      <path d={path()} fill="#000" />
    </svg>
  )
}
