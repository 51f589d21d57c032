import { zstdCompressSync } from 'node:zlib';
import { CompressionCodecs, CompressionTypes } from 'kafkajs';

/**
 * Lets this process send what a Java client sends when it is told to compress with Zstandard. kafkajs cannot read that; nor
 * does it here, so that nobody is shown anything that the services would not see.
 */
export function learnZstd(): void {
  CompressionCodecs[CompressionTypes.ZSTD] = () => ({
    compress: ({ buffer }: { buffer: Buffer }) => Promise.resolve(zstdCompressSync(buffer)),
    decompress: () => Promise.reject(new Error('Zstandard is not read here')),
  });
}
