/** No usable answer: `why` is a code for the log and for support, never what was asked or said. */
export type Down = { readonly got: 'down'; readonly why: string; readonly retryAfterMs?: number }

/** What the Receita said about a CPF. Absent parts are null: a partial answer counts only for what is there. */
export type ReceitaAnswer =
  | {
      readonly got: 'record'
      /** Código da situação cadastral. */
      readonly status: number | null
      readonly name: string | null
      /** YYYY-MM-DD. */
      readonly birthDate: string | null
    }
  | { readonly got: 'unknown' }
  | { readonly got: 'minor' }
  | Down

/** The CPF register of the Receita Federal (Serpro, Consulta CPF). */
export type Receita = {
  /** Never rejects. `hurry`: an answer within about three seconds or none, for somebody who waits at a form. */
  ask(cpf: string, hurry: boolean): Promise<ReceitaAnswer>
}

/** What Datavalid said about a face. `refused`: the gov.br app gave up on the person, after all tries that it grants. */
export type FaceAnswer =
  | { readonly got: 'match' }
  | { readonly got: 'differs' }
  | { readonly got: 'no_portrait' }
  | { readonly got: 'refused' }
  | { readonly got: 'expired' }
  | { readonly got: 'not_yet' }
  | Down

export type Pin = { readonly got: 'pin'; readonly pin: string; /** Real time, ms. */ readonly expiresAt: number }

/** Serpro's Datavalid: with the photo of the form at once (v4), or with a PIN for the gov.br app and a later answer (v5). */
export type Face =
  | {
      readonly flow: 'v4'
      /** Never rejects. */
      compare(cpf: string, photo: Uint8Array, mime: string): Promise<FaceAnswer>
    }
  | {
      readonly flow: 'v5'
      /** Never rejects. Asks for a PIN that the person types in the gov.br app. */
      pin(cpf: string): Promise<Pin | Down>
      /** Never rejects. What became of a PIN; asking again and again costs nothing before there is an answer. */
      result(cpf: string, pin: string): Promise<FaceAnswer>
    }

/** The sources that are configured; null asks nobody. */
export type Sources = { readonly receita: Receita | null; readonly face: Face | null }
