/** The fate of the last message on a channel, for the screens of preferences and team. @param error a code of `Sent` */
export function deliveryWords(outcome: 'done' | 'dead' | 'pending', error: string | null): string {
  if (outcome === 'done') return 'Enviado.'
  if (outcome === 'pending') return 'Ainda não chegou. Tentando de novo.'
  if (error === 'push 404' || error === 'push 410' || error === 'no device')
    return 'Este aparelho não recebe mais avisos. Ative de novo nele.'
  if (error?.startsWith('smtp 5') || error === 'smtp address') return 'O e-mail foi recusado. Confira o endereço.'
  if (error?.startsWith('sms 4') || error === 'no phone') return 'O SMS foi recusado. Confira o número.'
  if (error === 'sms off') return 'O envio de SMS estava pausado.'
  return 'Não chegou.'
}
