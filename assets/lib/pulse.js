// How many frames are painted a second, over the last two seconds.
const WINDOW = 2000; // ms

// Returns {beat, rate, stop}: beat() at each frame that is painted, rate() has one decimal. report()
// is called now and then for as long as the rate may fall, though no frame comes any more.
export function createPulse(report) {
  let beats = [], clock = 0;
  return {
    beat() { beats.push(performance.now()); },
    rate() {
      const now = performance.now();
      beats = beats.filter((time) => now - time < WINDOW);
      if (beats.length) clock ||= setInterval(report, WINDOW / 8);
      else this.stop();
      return (1000 * beats.length / WINDOW).toFixed(1);
    },
    stop() {
      clearInterval(clock);
      clock = 0;
    },
  };
}
