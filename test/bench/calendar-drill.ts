import { calendarDrill } from '../kit/calendar-drill.ts'

// npm run drill:calendar -- 1000000 [seed]
const steps = Number(process.argv[2] ?? 1_000_000)
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000)
const began = performance.now()
console.log(`seed ${seed}`)
const figures = calendarDrill(steps, seed)
console.log(JSON.stringify(figures, null, 2))
console.log(`${steps} steps, every rule held; ${Math.round((performance.now() - began) / 1000)} s`)
