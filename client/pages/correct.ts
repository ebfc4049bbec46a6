import { formatPhone, parsePhone } from '../../server/domain/contact.ts'
import { formatCpf, parseCpf } from '../../server/domain/cpf.ts'
import type { ClientRequestView, MunicipioView } from '../../server/http/views.ts'
import { ask } from '../api.ts'
import type { Answers } from '../draft.ts'
import { sources } from '../keys.ts'

/** What a rejected request said, as the form holds it (rule 20); null when it can't be read now. */
export async function answersOf(id: string): Promise<Answers | null> {
  try {
    const request = await ask<ClientRequestView | { as: 'staff' }>(sources.request(id).path)
    if (request.as !== 'client') return null
    const { data, cartorio } = request
    const found = await ask<{ items: MunicipioView[] }>(sources.municipios(data.municipio).path)
    const cpf = parseCpf(data.cpf)
    const phone = parsePhone(data.phone)
    return {
      place: found.items.find((one) => one.name === data.municipio && one.uf === data.uf) ?? null,
      cartorio: cartorio && {
        cns: cartorio.cns,
        name: cartorio.name,
        municipio: cartorio.municipio,
        uf: cartorio.uf,
      },
      cpf: cpf ? formatCpf(cpf) : data.cpf,
      name: data.name,
      socialName: data.socialName ?? '',
      birthDate: data.birthDate.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$3/$2/$1'),
      phone: phone ? formatPhone(phone) : data.phone,
    }
  } catch {
    return null
  }
}
