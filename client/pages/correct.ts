import { formatPhone, parsePhone } from '../../server/domain/contact.ts'
import { formatCpf, parseCpf } from '../../server/domain/cpf.ts'
import type { ImageKind } from '../../server/domain/image.ts'
import type { RejectReason } from '../../server/domain/request.ts'
import type { ClientRequestView, MunicipioView } from '../../server/http/views.ts'
import { ask, askPicture } from '../api.ts'
import { changeDraft, draft, type Answers } from '../draft.ts'
import { sources } from '../keys.ts'
import { addPicture, pictureOf } from '../pictures.ts'

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

/** What a rejection said was wrong with: those pictures are taken anew. */
const blamed: Partial<Record<RejectReason, readonly ImageKind[]>> = {
  photo_mismatch: ['photo'],
  document_unreadable: ['document_front', 'document_back'],
}

/** Takes the pictures of a rejected request over into the draft `to`; one that can't be had is simply taken anew. */
export async function adoptPictures(from: string, to: string): Promise<void> {
  try {
    const request = await ask<ClientRequestView | { as: 'staff' }>(sources.request(from).path)
    if (request.as !== 'client' || request.images.length === 0) return
    const kinds = request.images.map(({ kind }) => kind)
    const current = () => draft()?.id === to
    if (current()) changeDraft({ noBack: !kinds.includes('document_back') })
    const wrong = blamed[request.rejection?.reason ?? 'other'] ?? []
    for (const kind of kinds.filter((each) => !wrong.includes(each))) {
      const picture = await askPicture(`${sources.request(from).path}/images/${kind}`)
      // Begun anew or taken anew meanwhile: what the person does counts.
      if (current() && !pictureOf(kind)) await addPicture(to, kind, picture, 'good')
    }
  } catch {
    // Without an answer the form asks for the pictures as for any other request.
  }
}
