const browsers: readonly (readonly [RegExp, string])[] = [
  [/Edg(e|A|iOS)?\//, 'Edge'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/OPR\//, 'Opera'],
  [/(Firefox|FxiOS)\//, 'Firefox'],
  [/(Chrome|CriOS)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
]

const systems: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'no iPhone'],
  [/iPad/, 'no iPad'],
  [/Android/, 'no Android'],
  [/Windows/, 'no Windows'],
  [/Mac OS X/, 'no Mac'],
  [/Linux|CrOS/, 'no Linux'],
]

/** What to call a device on screen, from its User-Agent: "Chrome no Android". Nothing finer is kept. */
export function deviceWords(userAgent: string | null): string {
  const find = (list: typeof browsers) => list.find(([form]) => form.test(userAgent ?? ''))?.[1]
  return [find(browsers) ?? 'Navegador', find(systems)].filter(Boolean).join(' ')
}
