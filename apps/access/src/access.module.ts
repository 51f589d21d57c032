import { Module } from '@nestjs/common';
import { BackboneModule } from '@entrepot/platform';
import { ClientStream } from './domain/client';
import { accessErrors } from './domain/errors';
import { MerchantStream } from './domain/merchant';
import { PolicyStream } from './domain/policies';
import { WebhookSenderStream } from './domain/webhook-sender';
import { ClientKeysController } from './http/client-keys.controller';
import { ClientsController } from './http/clients.controller';
import { MerchantBook } from './http/merchant-book';
import { MerchantsController } from './http/merchants.controller';
import { PoliciesController } from './http/policies.controller';
import { SealedWebhookSecrets } from './http/sealed-webhook-secrets';
import { SecretBox } from './http/secret-box';
import { ShownClients } from './http/shown-clients';
import { WebhookSecretsController } from './http/webhook-secrets.controller';
import { ClientsView } from './views/clients.view';
import { MerchantsView } from './views/merchants.view';
import { WebhookSendersView } from './views/webhook-senders.view';

@Module({
  imports: [
    BackboneModule.forService({
      name: 'access',
      summary:
        'The truth about who may call: merchants, clients and their keys, secrets of webhooks, policies. ' +
        'The operator names the merchant that it acts for in the header Entrepot-Merchant.',
      errors: accessErrors,
      streams: [MerchantStream, ClientStream, WebhookSenderStream, PolicyStream],
      // Secrets of webhooks are kept under the master key. What older master keys have wrapped is wrapped anew here, for all services.
      personalData: { rewraps: [SealedWebhookSecrets] },
      views: ['merchants', 'clients', 'webhook-senders'],
    }),
  ],
  controllers: [
    // doors for people and systems
    MerchantsController,
    ClientsController,
    ClientKeysController,
    WebhookSecretsController,
    PoliciesController,
    // read models
    MerchantsView,
    ClientsView,
    WebhookSendersView,
  ],
  providers: [MerchantBook, SealedWebhookSecrets, SecretBox, ShownClients],
})
export class AccessModule {}
