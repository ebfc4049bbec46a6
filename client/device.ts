/** The system under the browser, for the steps that a help page shows. */
export function platform(): 'ios' | 'android' | 'desktop' {
  const agent = navigator.userAgent
  // An iPad calls itself a Mac, but no Mac has a touch screen.
  if (/iPhone|iPad|iPod/.test(agent) || (/Macintosh/.test(agent) && navigator.maxTouchPoints > 1)) return 'ios'
  return /Android/.test(agent) ? 'android' : 'desktop'
}

/** "Chrome no Android": how this device is called in the list of a person's devices. */
export function deviceName(): string {
  const agent = navigator.userAgent
  const browser =
    [
      [/Edg/, 'Edge'],
      [/SamsungBrowser/, 'Samsung Internet'],
      [/OPR\//, 'Opera'],
      [/Firefox|FxiOS/, 'Firefox'],
      [/Chrome|CriOS/, 'Chrome'],
      [/Safari/, 'Safari'],
    ].find(([sign]) => (sign as RegExp).test(agent))?.[1] ?? 'Navegador'
  const system = {
    ios: /iPhone/.test(agent) ? 'no iPhone' : 'no iPad',
    android: 'no Android',
    desktop: /Windows/.test(agent) ? 'no Windows' : /Mac/.test(agent) ? 'no Mac' : 'no computador',
  }
  return `${String(browser)} ${system[platform()]}`
}
