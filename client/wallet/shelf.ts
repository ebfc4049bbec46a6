/** Where the phone keeps things by name. A write has happened when its promise resolves. */
export interface Shelf {
  get<T>(name: string): Promise<T | undefined>
  put(name: string, value: unknown): Promise<void>
  remove(name: string): Promise<void>
  names(): Promise<string[]>
}

const database = 'quinze-wallet'
const store = 'things'

/** IndexedDB of this browser, in a database of its own: what sign-out clears is elsewhere. Rejects with DOMException. */
export function diskShelf(): Shelf {
  const run = async <T>(mode: IDBTransactionMode, ask: (things: IDBObjectStore) => IDBRequest<T>): Promise<T> => {
    const db = await opened()
    try {
      return await inTransaction(db, mode, ask)
    } finally {
      // A connection held open would stand in the way of the browser that closes it when the app sleeps.
      db.close()
    }
  }
  return {
    get: (name) => run('readonly', (things) => things.get(name)),
    put: (name, value) => run('readwrite', (things) => things.put(value, name)).then(() => {}),
    remove: (name) => run('readwrite', (things) => things.delete(name)),
    names: async () => (await run('readonly', (things) => things.getAllKeys())).map(String),
  }
}

function opened(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(database, 1)
    request.onupgradeneeded = () => request.result.createObjectStore(store)
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
    request.onblocked = () => reject(new DOMException('Another tab holds the database', 'InvalidStateError'))
  })
}

function inTransaction<T>(
  db: IDBDatabase,
  mode: IDBTransactionMode,
  ask: (things: IDBObjectStore) => IDBRequest<T>,
): Promise<T> {
  return new Promise((resolve, reject) => {
    // Strict: a key must be on the disk before its request is sent (rule 47), not on the way there.
    const work = db.transaction(store, mode, { durability: mode === 'readwrite' ? 'strict' : 'default' })
    const request = ask(work.objectStore(store))
    work.oncomplete = () => resolve(request.result)
    // A refused request ends here too, and so does a disk that is full only at the end.
    work.onabort = () => reject(work.error ?? new DOMException('The write was given up', 'AbortError'))
  })
}
