/** What a look at the pixels says of a picture; only a hint, since a passport on a dark table may well be fine. */
export type Quality = 'good' | 'dark' | 'blurred'

/** Mean of the light (0–255) below which a picture reads as dark, and variance of its edges below which it reads as shaken. */
const darkBelow = 50
const blurredBelow = 18

/** @param pixels RGBA, row by row, of a picture scaled down to about 320 px */
export function qualityOf(pixels: ArrayLike<number>, width: number, height: number): Quality {
  const light = new Float32Array(width * height)
  let sum = 0
  for (let i = 0; i < light.length; i++) {
    const at = 4 * i
    // Rec. 601 luma.
    const value = 0.299 * (pixels[at] ?? 0) + 0.587 * (pixels[at + 1] ?? 0) + 0.114 * (pixels[at + 2] ?? 0)
    light[i] = value
    sum += value
  }
  if (sum / Math.max(1, light.length) < darkBelow) return 'dark'
  return edgeVariance(light, width, height) < blurredBelow ? 'blurred' : 'good'
}

/** Variance of the Laplacian: what is sharp has strong edges. */
function edgeVariance(light: Float32Array, width: number, height: number): number {
  let [n, sum, squares] = [0, 0, 0]
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      const around = (light[at - 1] ?? 0) + (light[at + 1] ?? 0) + (light[at - width] ?? 0) + (light[at + width] ?? 0)
      const edge = around - 4 * (light[at] ?? 0)
      n += 1
      sum += edge
      squares += edge * edge
    }
  return n === 0 ? 0 : squares / n - (sum / n) ** 2
}
