"""The shapes of what people type about themselves."""

from __future__ import annotations

from flask_babel import lazy_gettext as _
from wtforms import (
    BooleanField,
    EmailField,
    HiddenField,
    PasswordField,
    SelectField,
    StringField,
    URLField,
)

from deliberate.domain.actors import FRAMEWORK_ROLES
from deliberate.domain.organisations import NAME_LENGTH, WEBSITE_LENGTH
from deliberate.domain.participants import PSEUDONYM_LENGTH
from deliberate.domain.passwords import PASSWORD_MAX
from deliberate.domain.second_factors import FACTOR_NAME_LENGTH
from deliberate.web.shared.forms import Form, at_most, needed
from deliberate.web.shared.labels import choices

ADDRESS_LENGTH = 320
CODE_LENGTH = 40


class LinkForm(Form):
    """Ask for a sign-in link."""

    address = EmailField(
        _("Your e-mail address"),
        [needed(_("Write your e-mail address.")), at_most(ADDRESS_LENGTH)],
        id="link-address",
        render_kw={"autocomplete": "email"},
    )
    next = HiddenField()


class PasswordForm(Form):
    """Sign in with a password."""

    address = EmailField(
        _("Your e-mail address"),
        [needed(_("Write your e-mail address.")), at_most(ADDRESS_LENGTH)],
        render_kw={"autocomplete": "username"},
    )
    password = PasswordField(
        _("Your password"),
        [needed(_("Write your password.")), at_most(PASSWORD_MAX)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class ReceiptForm(Form):
    """Come back with a receipt code."""

    code = StringField(
        _("Your receipt code"),
        [needed(_("Write the code from your receipt.")), at_most(CODE_LENGTH)],
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"},
    )


class PseudonymForm(Form):
    """Choose the name under which one is shown."""

    pseudonym = StringField(
        _("Your pseudonym"),
        [needed(_("Write a pseudonym.")), at_most(PSEUDONYM_LENGTH)],
        render_kw={"autocomplete": "nickname"},
    )


class NewPasswordForm(Form):
    """Choose a password."""

    new_password = PasswordField(
        _("A new password"),
        [needed(_("Write a password.")), at_most(PASSWORD_MAX)],
        render_kw={"autocomplete": "new-password"},
    )


class NewAddressForm(Form):
    """Move to another address."""

    new_address = EmailField(
        _("Your new e-mail address"),
        [needed(_("Write your e-mail address.")), at_most(ADDRESS_LENGTH)],
        render_kw={"autocomplete": "email"},
    )


class NewPasskeyForm(Form):
    """Keep a passkey; the browser fills in what it has made."""

    name = StringField(
        _("A name for it, such as “office key”"),
        [
            needed(_("Give it a name, so that you can tell it apart later.")),
            at_most(FACTOR_NAME_LENGTH),
        ],
        id="passkey-name",
        render_kw={"autocomplete": "off"},
    )
    credential = HiddenField()


class DigitsForm(Form):
    """The first digits of an app."""

    digits = StringField(
        _("The six digits that the app shows now"),
        [needed(_("Write the six digits.")), at_most(CODE_LENGTH)],
        render_kw={"autocomplete": "one-time-code", "inputmode": "numeric"},
    )


class OrganisationForm(Form):
    """Register an organisation."""

    name = StringField(
        _("The organisation's name"),
        [needed(_("Write the organisation's name.")), at_most(NAME_LENGTH)],
        render_kw={"autocomplete": "organization"},
    )
    website = URLField(
        _("Its website, if it has one"),
        [at_most(WEBSITE_LENGTH)],
        render_kw={"autocomplete": "url"},
    )


class DelegateForm(Form):
    """Name a delegate."""

    address = EmailField(
        _("The delegate's e-mail address"),
        [needed(_("Write the e-mail address.")), at_most(ADDRESS_LENGTH)],
        render_kw={"autocomplete": "off"},
    )


class RoleForm(Form):
    """Give someone a role on a framework."""

    address = EmailField(
        _("The person's e-mail address"),
        [needed(_("Write the e-mail address.")), at_most(ADDRESS_LENGTH)],
        render_kw={"autocomplete": "off"},
    )
    role = SelectField(_("Role"), choices=choices(FRAMEWORK_ROLES))


class OperatorForm(Form):
    """Make someone an operator of the site."""

    address = EmailField(
        _("The person's e-mail address"),
        [needed(_("Write the e-mail address.")), at_most(ADDRESS_LENGTH)],
        render_kw={"autocomplete": "off"},
    )


class ClosingForm(Form):
    """Close an account, or open it again."""

    account = EmailField(
        _("The account's e-mail address"),
        [needed(_("Write the e-mail address.")), at_most(ADDRESS_LENGTH)],
        render_kw={"autocomplete": "off"},
    )


class EmptyForm(Form):
    """A button: nothing to fill in, only the token."""


class ErasingForm(Form):
    """Erase oneself; the one box stands for what cannot be undone."""

    is_sure = BooleanField(
        _("Yes, erase what I gave and every way back to me"),
        [needed(_("Tick the box if you want this. Otherwise just leave the page."))],
    )
