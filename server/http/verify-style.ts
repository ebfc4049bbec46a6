/** The look of the application's tokens for pages that the server writes itself. */
export const verifyStyle = `:root{color-scheme:light dark;--papel:light-dark(#f7f5f1,#11131a);--superficie:light-dark(#fff,#191c26);--linha:light-dark(#dcd7cd,#323747);--linha-forte:light-dark(#7d776c,#7f869b);--tinta:light-dark(#1b1f2a,#eceef4);--tinta-2:light-dark(#535968,#aeb5c6);--primaria:light-dark(#23408e,#a3b8ff);--na-primaria:light-dark(#fff,#0d1530);--bom:light-dark(#1b6638,#7fd6a2);--bom-suave:light-dark(#e2f2e8,#163525);--mau:light-dark(#9f241d,#ffa198);--mau-suave:light-dark(#fbe5e2,#451b17);--neutro:light-dark(#7a4f00,#f3c164);--neutro-suave:light-dark(#fdf0d6,#392b0d)}
*,::before,::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;min-height:100dvh;background:var(--papel);color:var(--tinta);font:400 1.0625rem/1.5 system-ui,-apple-system,'Segoe UI',Roboto,sans-serif;overflow-wrap:anywhere}
header{background:var(--superficie);border-bottom:1px solid var(--linha);padding:12px 16px;display:flex;flex-wrap:wrap;gap:4px 12px;align-items:baseline}
header a{color:var(--primaria);font-weight:700;font-size:1.1875rem;text-decoration:none;display:inline-flex;align-items:center;min-height:32px}
header span{color:var(--tinta-2);font-size:.9375rem}
main{max-width:34rem;margin:0 auto;padding:20px 16px 40px;display:grid;gap:16px}
h1{font-size:1.375rem;line-height:1.25;margin:0;text-wrap:balance}
p{margin:0}
.cartao{background:var(--superficie);border:1px solid var(--linha);border-radius:14px;padding:20px 16px;display:grid;gap:12px}
.cartao>h1{display:flex;flex-wrap:wrap;gap:10px;align-items:center}
.sinal{flex:none;display:inline-grid;place-items:center;width:2.25rem;height:2.25rem;border-radius:50%;font-size:1.25rem;font-weight:700}
.bom h1{color:var(--bom)}.bom .sinal{background:var(--bom-suave)}.bom{border-color:var(--bom)}
.mau h1{color:var(--mau)}.mau .sinal{background:var(--mau-suave)}.mau{border-color:var(--mau)}
.neutro h1{color:var(--neutro)}.neutro .sinal{background:var(--neutro-suave)}.neutro{border-color:var(--neutro)}
dl{margin:0;display:grid}
dl div{padding:10px 0;border-top:1px solid var(--linha)}
dt{color:var(--tinta-2);font-size:.9375rem}
dd{margin:0;font-variant-numeric:tabular-nums}
label{font-weight:600}
#ajuda,.nota{color:var(--tinta-2);font-size:.9375rem}
input{font:inherit;color:inherit;background:var(--papel);border:1px solid var(--linha-forte);border-radius:10px;min-height:48px;padding:8px 12px;width:100%;text-transform:uppercase;letter-spacing:.04em}
button{font:inherit;font-weight:600;color:var(--na-primaria);background:var(--primaria);border:0;border-radius:10px;min-height:48px;padding:8px 20px;cursor:pointer}
:focus-visible{outline:3px solid var(--primaria);outline-offset:2px}
@media print{header,form,.nota{display:none}body{background:#fff}}
`
