import { Controller, Get, Header } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open, Vitals } from '@entrepot/platform';
import { Upstreams } from '../clients/upstreams';
import { NEIGHBOURS } from '../domain/route-table';
import { landingPage } from './landing-page';

/** What a person sees who opens the address of the whole. */
@Open()
@ApiExcludeController()
@Controller()
export class LandingController {
  constructor(
    private readonly upstreams: Upstreams,
    private readonly vitals: Vitals,
  ) {}

  @Get()
  @Header('Content-Type', 'text/html; charset=utf-8')
  @Header('Cache-Control', 'no-store')
  async show(): Promise<string> {
    const signs = await this.vitals.signs();
    const rows = this.upstreams.names.map((name) => {
      const why = signs[name]?.ok ? undefined : String(signs[name]?.details?.['error'] ?? 'no answer');
      return { name, does: NEIGHBOURS[name].does, paths: NEIGHBOURS[name].paths, why };
    });
    return landingPage(rows);
  }
}
