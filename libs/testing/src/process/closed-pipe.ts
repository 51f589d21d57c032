/** Tells when whoever reads has closed the pipe early (`| head`); else such a writer dies of it with a stack, or writes for nobody for ever. */
export function onClosedPipe(streams: readonly NodeJS.WritableStream[], closed: () => void): void {
  for (const stream of streams) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') throw error;
      closed();
    });
  }
}
