import { spawnSync } from 'node:child_process'

function run(program: 'ffmpeg' | 'ffprobe', args: string[]): { out: string; err: string } {
  const { status, stdout, stderr, error } = spawnSync(program, args, { encoding: 'utf8' })
  if (error) throw new Error(`${program} is missing: install the package "ffmpeg"`)
  if (status !== 0) throw new Error(`${program} refused: ${stderr}`)
  return { out: stdout, err: stderr }
}

/** What a file holds: the kinds of its streams, and how long (ms) its packets play, by the longest stream. */
export function probe(file: string): { kinds: string[]; ms: number } {
  const shown = 'stream=codec_type:packet=codec_type,pts_time,duration_time'
  const { out } = run('ffprobe', ['-v', 'error', '-show_entries', shown, '-of', 'json', file])
  const found = JSON.parse(out) as {
    streams: { codec_type: string }[]
    packets: { codec_type: string; pts_time: string; duration_time?: string }[]
  }
  const lengths = found.streams.map(({ codec_type: kind }) => {
    const packets = found.packets.filter((one) => one.codec_type === kind)
    const starts = packets.map((one) => Number(one.pts_time))
    const ends = packets.map((one) => Number(one.pts_time) + Number(one.duration_time ?? 0))
    return (Math.max(...ends) - Math.min(...starts)) * 1_000
  })
  return { kinds: found.streams.map((one) => one.codec_type).toSorted(), ms: Math.max(...lengths) }
}

/** How loud (dB) a file is around one pitch, on average. */
export function loudness(file: string, hertz: number): number {
  const filter = `bandpass=f=${hertz}:width_type=h:w=40,bandpass=f=${hertz}:width_type=h:w=40,volumedetect`
  const { err } = run('ffmpeg', ['-hide_banner', '-i', file, '-vn', '-af', filter, '-f', 'null', '-'])
  return Number(/mean_volume: (-?[\d.]+) dB/.exec(err)?.[1] ?? '-91')
}

/** Counts the pictures of a file that can be decoded. */
export function pictures(file: string): number {
  const { err } = run('ffmpeg', ['-hide_banner', '-i', file, '-an', '-f', 'null', '-'])
  return Number([...err.matchAll(/frame=\s*(\d+)/g)].at(-1)?.[1] ?? 0)
}
