import { defineConfig } from 'drizzle-kit'

/** Paths are relative to the directory the command runs in, which is the root of the project. */
export default defineConfig({
  dialect: 'sqlite',
  schema: './server/db/schema*.sqlite.ts',
  out: './drizzle/sqlite',
})
