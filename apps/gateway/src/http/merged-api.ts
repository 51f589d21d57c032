import { Injectable } from '@nestjs/common';
import { OpenApiCompletion } from '@entrepot/platform';
import { ApiDocuments, type KnownDocument } from '../clients/api-documents';
import { mergeDocuments } from '../domain/merge-documents';

type Own = Parameters<OpenApiCompletion['complete']>[0];

/** `/openapi.json`, `/openapi.yaml` and `/docs` of the whole, and of what is known of it while a service is away. */
@Injectable()
export class MergedApi extends OpenApiCompletion {
  constructor(private readonly documents: ApiDocuments) {
    super();
  }

  override async complete(own: Own): Promise<Own> {
    const known = await this.documents.all();
    const parts = known.flatMap(({ service, document }) => (document === undefined ? [] : [{ service, document }]));
    const merged = mergeDocuments(parts);
    const whole = {
      ...own,
      info: { ...own.info, title: 'Entrepot', description: describe(known) },
      ...merged,
      components: { ...own.components, ...merged.components },
      'x-services': known.map(({ service, document, isCurrent }) => ({
        service,
        document: stateOf(document, isCurrent),
      })),
    };
    return whole as unknown as Own;
  }
}

type State = 'current' | 'kept' | 'missing';

function stateOf(document: unknown, isCurrent: boolean): State {
  if (document === undefined) return 'missing';
  return isCurrent ? 'current' : 'kept';
}

function describe(known: readonly KnownDocument[]): string {
  const named = (wanted: State) =>
    known.filter(({ document, isCurrent }) => stateOf(document, isCurrent) === wanted).map(({ service }) => service);
  const [missing, kept] = [named('missing').join(', '), named('kept').join(', ')];
  return [
    'All services at one address. The operations of a service are below `/v1/operations/{service}`.',
    ...(missing === '' ? [] : [`**Missing here, because they do not answer now: ${missing}.**`]),
    ...(kept === '' ? [] : [`**As it was before they stopped answering: ${kept}.**`]),
  ].join('\n\n');
}
