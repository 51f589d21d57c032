import { aReturn, aReturnable, claimed, decidedTypes, given } from '../../test/builders';
import { approveReturn, rejectReturn } from './overrule';

describe('approveReturn', () => {
  it('overrules the policy', () => {
    const decision = approveReturn(aReturn.rejected(), { by: 'ana' }, given());
    expect(decidedTypes(decision)).toEqual(['ReturnApproved', 'ReturnShipmentRequested', '/ReturnableClaimed']);
  });

  it('records what was typed with it, and it stays with the return', () => {
    const decision = approveReturn(aReturn.rejected(), { by: 'ana', note: 'a regular customer' }, given());
    const approved = decision.kind === 'decided' ? decision.events[0] : undefined;
    expect(approved).toMatchObject({ type: 'ReturnApproved', by: 'ana', note: 'a regular customer' });
    expect(aReturn.overruled('a regular customer')).toMatchObject({ approvalNote: 'a regular customer' });
    expect(aReturn.overruled()).not.toHaveProperty('approvalNote');
  });

  it('does not approve pieces that another return holds by now', () => {
    const held = given(aReturnable(claimed(2)));
    expect(() => approveReturn(aReturn.rejected(), { by: 'ana' }, held)).toThrow('return.lines-invalid');
  });

  it('ignores what is approved already and does not know what was never asked for', () => {
    expect(approveReturn(aReturn.labelled(), { by: 'ana' }, given()).kind).toBe('ignored');
    expect(() => approveReturn(aReturn.none(), { by: 'ana' }, given())).toThrow('return.not-found');
  });

  it('does not approve again what was called off after its label was made out', () => {
    expect(() => approveReturn(aReturn.calledOff(), { by: 'ana' }, given())).toThrow('return.not-open');
  });
});

describe('rejectReturn', () => {
  it('lets go of the pieces', () => {
    const decision = rejectReturn(aReturn.inTransit(), { reason: 'customer kept it' }, given());
    expect(decidedTypes(decision)).toEqual(['ReturnRejected', '/ReturnableReleased']);
  });

  it('refuses to reject what was inspected', () => {
    const found = [{ lineId: '1', sku: 'TSHIRT', quantity: 2, disposition: 'scrap' as const }];
    expect(() => rejectReturn(aReturn.inspected(found), { reason: 'no' }, given())).toThrow('return.not-open');
  });
});
