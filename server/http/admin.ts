import { Hono } from 'hono'
import { adminApiKeyRoutes } from './admin-api-keys.ts'
import { adminAuditRoutes } from './admin-audit.ts'
import { adminCartorioRoutes } from './admin-cartorios.ts'
import { adminDirectoryRoutes } from './admin-directory.ts'
import { adminOutboxRoutes } from './admin-outbox.ts'
import { adminPeopleRoutes } from './admin-people.ts'
import { adminFeatureRoutes } from './features.ts'
import { adminLegalRoutes } from './legal.ts'
import type { House, SignedIn } from './env.ts'

/** Everything under /admin that is the administration's own; each route says who may. */
export const adminRoutes = (house: House) =>
  new Hono<SignedIn>()
    .route('/', adminCartorioRoutes(house))
    .route('/', adminPeopleRoutes(house))
    .route('/', adminOutboxRoutes(house))
    .route('/', adminApiKeyRoutes(house))
    .route('/', adminAuditRoutes(house))
    .route('/', adminDirectoryRoutes(house))
    .route('/', adminFeatureRoutes(house))
    .route('/', adminLegalRoutes(house))
