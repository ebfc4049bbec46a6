/** Keeps the screen on; the system lets go of it in the background, so it is asked for again on the way back. */
export function stayAwake(): () => void {
  let lock: WakeLockSentinel | null = null
  let wanted = true
  const take = async () => {
    if (!wanted || document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    // Refused by a saver of battery: the call goes on without it.
    const fresh = await navigator.wakeLock.request('screen').catch(() => null)
    if (wanted) lock = fresh
    else await fresh?.release()
  }
  document.addEventListener('visibilitychange', take)
  void take()
  return () => {
    wanted = false
    document.removeEventListener('visibilitychange', take)
    void lock?.release().catch(() => {})
  }
}
