"""A provider that payers are redirected to, in the shape that Iranian gateways share.

request → authority → its page → return with `Authority` and `Status` → verify (100: now, 101: before) →
inquiry where the outcome is unknown. Amounts are sent in rials and say so (`IRR`).
"""

from panjereh.money.contrib.redirect.gateway import RedirectGateway, configured

__all__ = ["RedirectGateway", "configured"]
