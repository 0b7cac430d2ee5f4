"""Identifiers of Iran: national and legal ids, addresses, phones, bank, bills, invoices, plates."""

from panjereh.kernel.ids_ir.banking import CARD, SHEBA, make_sheba, sheba_bank
from panjereh.kernel.ids_ir.bills import (
    BILL_ID,
    Bill,
    barcode,
    make_bill_id,
    make_payment_id,
    pair_fault,
    read_barcode,
    read_pair,
)
from panjereh.kernel.ids_ir.invoices import TAX_ID, TaxId, make_tax_id, read_tax_id
from panjereh.kernel.ids_ir.persons import ECONOMIC_CODE, LEGAL_ID, NATIONAL_ID
from panjereh.kernel.ids_ir.places import LANDLINE, MOBILE, POSTAL_CODE
from panjereh.kernel.ids_ir.plates import PLATE, Plate, read_plate
from panjereh.kernel.ids_ir.shape import Identifier, compact

__all__ = [
    "BILL_ID",
    "CARD",
    "ECONOMIC_CODE",
    "LANDLINE",
    "LEGAL_ID",
    "MOBILE",
    "NATIONAL_ID",
    "PLATE",
    "POSTAL_CODE",
    "SHEBA",
    "TAX_ID",
    "Bill",
    "Identifier",
    "Plate",
    "TaxId",
    "barcode",
    "compact",
    "make_bill_id",
    "make_payment_id",
    "make_sheba",
    "make_tax_id",
    "pair_fault",
    "read_barcode",
    "read_pair",
    "read_plate",
    "read_tax_id",
    "sheba_bank",
]
