// Finds the programs that the tests need, or installs them with the system's package manager when it may.
import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'

const wanted = [
  {
    name: 'Chromium',
    variable: 'CHROMIUM_PATH',
    package: 'chromium',
    paths: [
      '/usr/bin/chromium',
      '/usr/bin/chromium-browser',
      '/usr/bin/google-chrome',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
  },
  {
    name: 'Firefox',
    variable: 'FIREFOX_PATH',
    package: 'firefox-esr',
    paths: ['/usr/bin/firefox-esr', '/usr/bin/firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
  },
  {
    name: 'turnserver',
    variable: 'TURNSERVER_PATH',
    package: 'coturn',
    paths: ['/usr/bin/turnserver', '/usr/local/bin/turnserver', '/opt/homebrew/bin/turnserver'],
  },
  {
    name: 'ffprobe',
    variable: 'FFPROBE_PATH',
    package: 'ffmpeg',
    paths: ['/usr/bin/ffprobe', '/usr/local/bin/ffprobe', '/opt/homebrew/bin/ffprobe'],
  },
  {
    name: 'openssl',
    variable: 'OPENSSL_PATH',
    package: 'openssl',
    paths: ['/usr/bin/openssl', '/usr/local/bin/openssl', '/opt/homebrew/bin/openssl'],
  },
]

const missing = () =>
  wanted.filter(
    (b) => !(process.env[b.variable] && existsSync(process.env[b.variable])) && !b.paths.some((p) => existsSync(p)),
  )

if (missing().length > 0 && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
  const run = (args) =>
    execFileSync('apt-get', args, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    })
  run(['update', '-q'])
  run(['install', '-y', '-q', '--no-install-recommends', ...missing().map((b) => b.package)])
}
for (const program of missing()) {
  console.error(
    `${program.name} is needed by the tests: install the package "${program.package}" or set ${program.variable} to its program.`,
  )
  process.exitCode = 1
}
