import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PlainFailure } from '../process/plain-failure';
import { withProgress } from '../process/progress';
import type { Say } from '../process/progress';
import { lastLines, runCommand } from '../process/run-command';
import { inTurn } from '../process/turn';
import { cacheFolder } from './cache';
import { findJava } from './java';

const KAFKA_VERSION = '4.1.0';
const ARTIFACTS = ['kafka_2.13', 'kafka-tools'];

export interface KafkaFiles {
  readonly java: string;
  /** The class path with everything that broker and tools need. */
  readonly classPath: string;
  /** Where the archive of loaded classes is kept. */
  readonly archive: string;
}

/** A Java and the jars of the broker, fetched through Maven once and kept in the cache. */
export async function prepareKafka(say: Say): Promise<KafkaFiles> {
  const java = await withProgress(say, 'Looking for Java', findJava);
  const folder = cacheFolder(`kafka-${KAFKA_VERSION}`);
  if (!existsSync(folder)) {
    const fetch = () => inTurn(`${folder}.turn`, async () => (existsSync(folder) ? undefined : fetchJars(folder)));
    await withProgress(say, `Fetching Kafka ${KAFKA_VERSION} (54 MB) through Maven`, fetch);
  }
  return { java, classPath: join(folder, '*'), archive: `${folder}.jsa` };
}

async function fetchJars(folder: string): Promise<void> {
  if ((await runCommand('mvn', ['--version'])).code !== 0) {
    throw new PlainFailure(
      'Maven (mvn) is needed to fetch Kafka: install it, or set KAFKA_BROKERS to a running Kafka.',
    );
  }
  const draft = `${folder}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { recursive: true });
  const pom = join(draft, 'pom.xml');
  writeFileSync(pom, pomOf(ARTIFACTS));
  const goal = ['dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${join(draft, 'jars')}`];
  const maven = await runCommand('mvn', ['-q', '-B', '-f', pom, ...goal]);
  if (maven.code !== 0) {
    throw new PlainFailure(
      `Maven could not fetch Kafka: look at its message and try again, or set KAFKA_BROKERS.\n${lastLines(maven.output, 4)}`,
    );
  }
  renameSync(join(draft, 'jars'), folder);
  rmSync(draft, { recursive: true, force: true });
}

function pomOf(artifacts: readonly string[]): string {
  const dependencies = artifacts.map(
    (id) =>
      `<dependency><groupId>org.apache.kafka</groupId><artifactId>${id}</artifactId><version>${KAFKA_VERSION}</version></dependency>`,
  );
  return `<project><modelVersion>4.0.0</modelVersion><groupId>entrepot</groupId><artifactId>broker</artifactId><version>1</version><dependencies>${dependencies.join('')}</dependencies></project>`;
}
