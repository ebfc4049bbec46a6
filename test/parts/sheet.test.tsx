import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { afterEach, expect, it } from 'vitest'
import './jsdom-gaps.ts'
import { Sheet } from '../../client/parts/sheet.tsx'

afterEach(cleanup)

/** Tries the ways out that are no button, then the button; counts how often it closed. */
function tried(held: boolean): number[] {
  let closed = 0
  render(() => (
    <Sheet open held={held} title="Guarde esta chave" onClose={() => (closed += 1)}>
      <p>qz_abc</p>
    </Sheet>
  ))
  const dialog = screen.getByRole('dialog')
  const counts: number[] = []
  const veil = () => {
    fireEvent.pointerDown(dialog)
    fireEvent.click(dialog)
  }
  const escape = () => fireEvent(dialog, new Event('cancel', { cancelable: true }))
  /** What the browser does at a second Escape. */
  const shut = () => {
    dialog.removeAttribute('open')
    fireEvent(dialog, new Event('close'))
  }
  const cross = screen.getByRole('button', { name: 'Fechar' })
  const button = () => fireEvent.click(cross)
  for (const way of [veil, escape, shut, button]) {
    way()
    counts.push(closed)
  }
  expect(dialog.hasAttribute('open')).toBe(held)
  return counts
}

it('closes by a tap beside it, by Escape and by its button', () => {
  expect(tried(false)).toEqual([1, 2, 3, 4])
})

it('held, it closes by its button alone: what it shows is nowhere else', () => {
  expect(tried(true)).toEqual([0, 0, 0, 1])
})
