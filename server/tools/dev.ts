import { spawn } from 'node:child_process'

// Both sides with hot reload: the server restarts on change, Vite serves the client and passes /api on to it.
const children = [
  spawn(process.execPath, ['--watch', 'server/main.ts', '--demo', '--api-only'], { stdio: 'inherit' }),
  spawn(process.execPath, ['node_modules/vite/bin/vite.js'], { stdio: 'inherit' }),
]
const stop = () => {
  for (const child of children) child.kill('SIGTERM')
}
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, stop)
for (const child of children) child.once('exit', stop)
