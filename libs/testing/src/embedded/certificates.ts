import { generateKeyPairSync } from 'node:crypto';
import { isIP } from 'node:net';
import forge from 'node-forge';

const DAY_MS = 86_400_000;
/** What certificates of a name are for, in the numbers of X.509: 2 is a host name, 7 an address. */
const HOST_NAME = 2;
const ADDRESS = 7;

export interface Certificate {
  /** PEM. */
  readonly cert: string;
  /** PEM (PKCS 8), without a passphrase. */
  readonly key: string;
}

/** Signs certificates, for tests of TLS: made in memory, trusted by nobody. */
export class TestAuthority {
  private readonly keys = newKeys();
  private readonly own: forge.pki.Certificate;
  /** All that it issues have one key: making keys takes a second each. */
  private readonly issuedKeys = newKeys();
  private serial = 1;

  constructor(name = 'Entrepot test authority') {
    this.own = draft({ name, publicKey: this.keys.publicKey, serial: '01', until: Date.now() + DAY_MS });
    this.own.setIssuer(this.own.subject.attributes);
    this.own.setExtensions([
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ]);
    this.own.sign(this.keys.privateKey, forge.md.sha256.create());
  }

  /** The authority's own certificate (PEM): who has it believes what it signs. */
  get cert(): string {
    return forge.pki.certificateToPem(this.own);
  }

  /** A certificate for host names and addresses, for one day; `expired` gives one whose day is over. */
  issue(names: readonly string[], { expired = false }: { readonly expired?: boolean } = {}): Certificate {
    this.serial += 1;
    const until = Date.now() + (expired ? -DAY_MS : DAY_MS);
    const serial = this.serial.toString(16).padStart(2, '0');
    const certificate = draft({ name: names[0] ?? '', publicKey: this.issuedKeys.publicKey, serial, until });
    certificate.setIssuer(this.own.subject.attributes);
    certificate.setExtensions([
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      { name: 'subjectAltName', altNames: names.map(alternative) },
    ]);
    certificate.sign(this.keys.privateKey, forge.md.sha256.create());
    return { cert: forge.pki.certificateToPem(certificate), key: this.issuedKeys.pem };
  }
}

interface Draft {
  readonly name: string;
  readonly publicKey: forge.pki.PublicKey;
  readonly serial: string;
  readonly until: number;
}

function draft({ name, publicKey, serial, until }: Draft): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  certificate.serialNumber = serial;
  certificate.validity.notBefore = new Date(until - 2 * DAY_MS);
  certificate.validity.notAfter = new Date(until);
  certificate.setSubject([{ name: 'commonName', value: name }]);
  return certificate;
}

function alternative(name: string): object {
  return isIP(name) === 0 ? { type: HOST_NAME, value: name } : { type: ADDRESS, ip: name };
}

/** Made by Node, which takes a tenth of the time. */
function newKeys() {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return {
    pem: privateKey,
    privateKey: forge.pki.privateKeyFromPem(privateKey),
    publicKey: forge.pki.publicKeyFromPem(publicKey),
  };
}
