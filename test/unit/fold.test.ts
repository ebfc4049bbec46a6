import { expect, test } from 'vitest'
import { fold } from '../../server/domain/fold.ts'

test.each([
  ['3º Tabelionato', '3o tabelionato'],
  ['1ª Serventia', '1a serventia'],
  ['  SÃO   João  del-Rei ', 'sao joao del rei'],
  ["Olho-d'Água", 'olho d agua'],
  ['A\u0303o', 'ao'],
  ['***', ''],
])('%s folds to %s', (text, folded) => expect(fold(text)).toBe(folded))
