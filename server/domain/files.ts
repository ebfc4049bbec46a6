/** A file as a listing names it. */
export type StoredFile = { readonly key: string; readonly at: number }

/**
 * Where sealed bytes lie: a folder, or an S3-compatible store. Keys are made by us (letters, digits, "-", "_", "/"); what is
 * stored was encrypted before. Each call rejects when the store can't be reached.
 */
export type Files = {
  put(key: string, bytes: Uint8Array): Promise<void>
  /** Null when nothing lies under the key. */
  get(key: string): Promise<Uint8Array | null>
  /** Taking away what is not there is no error. */
  remove(key: string): Promise<void>
  /** Every file whose key begins with `folder/`, in no order; `at` is when it was put there (ms of the store's clock). */
  list(folder: string): AsyncIterable<StoredFile>
}
