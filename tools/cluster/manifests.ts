import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';

/** As much of a Kubernetes object as the rules look at. */
export interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: unknown;
}

/** What a patch is for: one object, or all of a kind. */
interface Aim {
  readonly kind: string;
  readonly name?: string;
}

interface Patch {
  readonly path: string;
  readonly target?: Aim;
}

interface Kustomization {
  readonly kind: string;
  readonly resources: readonly string[];
  readonly patches?: readonly Patch[];
}

/** Every object of a YAML text. Throws on what is not YAML, and on a key that is given twice. */
export function manifestsIn(text: string): Manifest[] {
  return parseAllDocuments(text).flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw error;
    const value = document.toJS() as Manifest | null;
    return value === null ? [] : [value];
  });
}

export function kustomizationIn(folder: string): Kustomization {
  return parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as Kustomization;
}

/** The objects that a kustomization lists, and those of the folders that it lists; patches are not applied. Throws when one is missing. */
export function resourcesOf(folder: string): Manifest[] {
  return kustomizationIn(folder).resources.flatMap((entry) => {
    const path = join(folder, entry);
    return statSync(path).isDirectory() ? resourcesOf(path) : manifestsIn(readFileSync(path, 'utf8'));
  });
}

/** The objects of an overlay, with settings and network policies as it patches them; deployments are as in the base. */
export function patchedResourcesOf(folder: string): Manifest[] {
  const files = (kustomizationIn(folder).patches ?? []).filter(({ target }) => target === undefined);
  const patches = files.flatMap(({ path }) => manifestsIn(readFileSync(join(folder, path), 'utf8')));
  return resourcesOf(folder).map((resource) => {
    const own = patches.filter(({ kind, metadata }) => isMeant(resource, { kind, name: metadata.name }));
    return own.reduce<Manifest>((before, { data, spec }) => {
      if (before.kind === 'ConfigMap') return { ...before, data: { ...before.data, ...data } };
      if (before.kind !== 'NetworkPolicy') return before;
      return { ...before, spec: { ...(before.spec as object), ...(spec as object) } };
    }, resource);
  });
}

/** Why patches of an overlay would not apply: a missing file, or an object that nobody lists. */
export function patchFaults(folder: string): string[] {
  const resources = resourcesOf(folder);
  return (kustomizationIn(folder).patches ?? []).flatMap(({ path, target }) => {
    const patches = manifestsIn(readFileSync(join(folder, path), 'utf8'));
    const aims: readonly Aim[] =
      target === undefined ? patches.map(({ kind, metadata }) => ({ kind, name: metadata.name })) : [target];
    return aims
      .filter((aim) => !resources.some((resource) => isMeant(resource, aim)))
      .map(({ kind, name }) => `${path}: nothing to patch for ${kind} ${name ?? ''}`);
  });
}

function isMeant({ kind, metadata }: Manifest, aim: Aim): boolean {
  return kind === aim.kind && (aim.name === undefined || metadata.name === aim.name);
}
