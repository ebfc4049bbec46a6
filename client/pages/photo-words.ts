import type { ImageKind } from '../../server/domain/image.ts'

/** What each picture is for, in the words of the form. */
export const photoWords: Record<ImageKind, { title: string; hint: string; take: string; alt: string; back: boolean }> =
  {
    photo: {
      title: 'Foto sua',
      hint: 'Rosto inteiro, de frente, sem óculos escuros nem boné.',
      take: 'Encaixe o rosto na moldura e olhe para a câmera.',
      alt: 'Sua foto',
      back: false,
    },
    document_front: {
      title: 'Frente do documento',
      hint: 'RG, CNH ou passaporte, aberto e sem plástico.',
      take: 'Encaixe a frente do documento na moldura, sem reflexo.',
      alt: 'Foto da frente do seu documento',
      back: true,
    },
    document_back: {
      title: 'Verso do documento',
      hint: 'O lado com os números e a data de emissão.',
      take: 'Encaixe o verso do documento na moldura, sem reflexo.',
      alt: 'Foto do verso do seu documento',
      back: true,
    },
  }

export const poorWords = 'Foto escura ou tremida. Tire outra com mais luz.'
export const unreadableWords =
  'Não deu para abrir este arquivo como foto. Escolha um JPEG, PNG ou WebP, ou tire com a câmera.'
