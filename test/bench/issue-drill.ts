import { issueDrill } from '../kit/issue-drill.ts'

// npm run drill:issue -- 200
const rounds = Number(process.argv[2] ?? 200)
const began = performance.now()
const figures = await issueDrill(rounds, (line) => console.log(line))
console.log(JSON.stringify(figures, null, 2))
console.log(`${rounds} deaths, every rule held; ${Math.round((performance.now() - began) / 1000)} s`)
process.exit(0)
