import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { basename, join, relative, resolve } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import solid from 'vite-plugin-solid'
import { defineConfig } from 'vitest/config'

/** Screens of the cartórios: a client's phone never fetches their pieces, so they are not in the precache. */
const staffPages = new Set([
  'queue',
  'progress',
  'office',
  'credential',
  'decision',
  'ccn',
  'ccn-record',
  'ccn-edit',
  'video-staff',
  'playback',
  'sending',
  'clients',
  'certificate-staff',
  'admin',
  'admin-home',
  'admin-cartorios',
  'admin-people',
  'admin-legal',
  'admin-features',
  'admin-directory',
  'admin-audit',
  'admin-keys',
  'admin-outbox',
  'figures',
  'process',
  'admin-calendar',
  'admin-outages',
])

/** Files that only the staff's screens lead to. */
function staffFiles(bundle: Rolldown.OutputBundle): Set<string> {
  const chunks = Object.values(bundle).filter((one) => one.type === 'chunk')
  const byFile = new Map(chunks.map((chunk) => [chunk.fileName, chunk]))
  const isStaff = (chunk: Rolldown.OutputChunk) => chunk.isDynamicEntry && staffPages.has(chunk.name)
  const reach = (from: Rolldown.OutputChunk[]) => {
    const files = new Set<string>()
    const visit = (chunk: Rolldown.OutputChunk | undefined) => {
      if (!chunk || files.has(chunk.fileName)) return
      files.add(chunk.fileName)
      for (const css of chunk.viteMetadata?.importedCss ?? []) files.add(css)
      for (const file of chunk.imports) visit(byFile.get(file))
    }
    for (const chunk of from) visit(chunk)
    return files
  }
  const everyone = reach(chunks.filter((chunk) => (chunk.isEntry || chunk.isDynamicEntry) && !isStaff(chunk)))
  return reach(chunks.filter(isStaff)).difference(everyone)
}

/** Builds client/sw.ts with the list of files to precache; in dev it is served as a module with an empty list. */
function serviceWorker(): Plugin {
  let root = ''
  let out = ''
  let staff = new Set<string>()
  return {
    name: 'quinze:service-worker',
    enforce: 'post',
    configResolved(config) {
      root = config.root
      out = resolve(config.root, config.build.outDir)
    },
    configureServer(server) {
      server.middlewares.use((request, _response, next) => {
        if (request.url?.startsWith('/sw.js')) request.url = '/sw.ts'
        next()
      })
    },
    transform(code, id) {
      if (this.environment.mode === 'dev' && basename(id) === 'sw.ts') return code.replace('self.__WB_MANIFEST', '[]')
    },
    generateBundle(_options, bundle) {
      staff = staffFiles(bundle)
    },
    async writeBundle() {
      const files = await readdir(out, { recursive: true, withFileTypes: true })
      const wanted = files
        .filter((file) => file.isFile())
        .map((file) => relative(out, join(file.parentPath, file.name)).replaceAll('\\', '/'))
        .filter(
          (file) => file !== 'sw.js' && !file.startsWith('screenshot-') && !file.endsWith('.map') && !staff.has(file),
        )
      const entries = await Promise.all(
        wanted.toSorted().map(async (file) => ({
          // The server answers every screen with the page at its address, never under its file name.
          url: file === 'index.html' ? '/' : `/${file}`,
          revision: file.startsWith('assets/') ? null : hash(await readFile(join(out, file))),
        })),
      )
      await build({
        configFile: false,
        root,
        logLevel: 'warn',
        publicDir: false,
        define: { 'self.__WB_MANIFEST': JSON.stringify(entries), 'process.env.NODE_ENV': '"production"' },
        build: {
          outDir: out,
          emptyOutDir: false,
          target: 'es2022',
          lib: { entry: join(root, 'sw.ts'), formats: ['iife'], name: 'sw', fileName: () => 'sw.js' },
        },
      })
    },
  }
}

function hash(content: Buffer): string {
  return createHash('sha256').update(content).digest('hex').slice(0, 16)
}

/**
 * What a lazy page needs beside itself is listed in the first script: only the sign-in page's list is worth its bytes there, the
 * other pages' pieces come out of the worker's cache.
 */
const resolveDependencies = (page: string, needs: string[]) =>
  page.includes('/sign-in') ? needs : needs.filter((file) => file.endsWith('.css'))

const api = `http://127.0.0.1:${process.env['PORT'] ?? '3000'}`

// A project must not inherit the Solid plugin: its resolve conditions load the browser builds of node packages.
const nodeProject = (name: string, include: string[], more: object) => ({
  extends: false as const,
  root: import.meta.dirname,
  // A second is not long when two browsers share a small machine.
  test: { name, include, expect: { poll: { timeout: 15_000 } }, ...more },
})

const calls = ['test/e2e/call*.test.ts']
const patient = { testTimeout: 180_000, hookTimeout: 90_000 }

export default defineConfig({
  root: 'client',
  plugins: [solid(), serviceWorker()],
  build: {
    outDir: '../dist',
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false, resolveDependencies },
  },
  // As expressions: a plain '/api' would also catch the module /api.ts.
  server: { proxy: { '^/api/': api, '^/(demo|verificar|ca)(/|$)': api } },
  // Found late they would make the first page of `npm run dev` load twice.
  optimizeDeps: { include: ['workbox-core', 'workbox-precaching', 'workbox-routing', 'workbox-window', 'idb-keyval'] },
  test: {
    projects: [
      nodeProject('unit', ['test/*.test.ts', 'test/unit/**/*.test.ts'], { testTimeout: 30_000 }),
      nodeProject('contract', ['test/contract/**/*.test.ts'], { testTimeout: 30_000, hookTimeout: 30_000 }),
      {
        extends: false,
        root: import.meta.dirname,
        plugins: [solid()],
        test: { name: 'parts', include: ['test/parts/**/*.test.{ts,tsx}'], environment: 'jsdom', testTimeout: 20_000 },
      },
      nodeProject('e2e', ['test/e2e/**/*.test.ts'], { exclude: calls, ...patient }),
      // Alone and last: beside another one that draws and encodes pictures the machine would drop what these measure.
      nodeProject('calls', calls, { ...patient, fileParallelism: false, sequence: { groupOrder: 1 } }),
    ],
  },
})
