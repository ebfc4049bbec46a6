// A worker: a page out of sight has its own timers slowed down to one beat a second.
setInterval(() => postMessage(0), 1_000 / 15)
