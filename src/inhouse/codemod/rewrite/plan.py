"""What is to be changed in one file, as splices, and what is left."""

from __future__ import annotations

import ast
from dataclasses import dataclass, field

from inhouse.codemod.rewrite.answers import Answer, Judge
from inhouse.codemod.rewrite.groups import Group, Imported, ImportNode, Used, is_interface
from inhouse.codemod.rewrite.new_imports import Namer, NewImport, bound_to
from inhouse.codemod.rewrite.pairs import Filled
from inhouse.codemod.rewrite.replacing import NodeEdit, call_edit, plain_edit
from inhouse.codemod.rewrite.retarget import keeping_name
from inhouse.codemod.rewrite.scopes import Names
from inhouse.codemod.rewrite.signatures import NoFitError
from inhouse.codemod.rewrite.source_text import SourceText, Splice
from inhouse.codemod.rewrite.standard_modules import is_standard
from inhouse.codemod.rewrite.targets import Named, Not, Written


@dataclass(slots=True, kw_only=True)
class Plan:
    """All changes to one file. `replaced` says for each import statement which of its names give
    way to what; a name that gives way to nothing is mapped to an empty list."""

    edits: list[NodeEdit] = field(default_factory=list)
    quoted: list[Splice] = field(default_factory=list)
    replaced: dict[ImportNode, dict[int, list[NewImport]]] = field(default_factory=dict)
    beside: dict[ImportNode, list[NewImport]] = field(default_factory=dict)
    left: list[tuple[int, str]] = field(default_factory=list)
    rewritten: int = 0


@dataclass(slots=True, kw_only=True)
class _Change:
    use: Used
    edit: NodeEdit | Splice
    imports: list[NewImport]


class Planner:
    """Plans one group of imports after the other."""

    def __init__(
        self, path: str, source: SourceText, names: Names, judge: Judge, namer: Namer
    ) -> None:
        self.path = path
        self.source = source
        self.names = names
        self.judge = judge
        self.namer = namer
        self.plan = Plan()
        self.used: set[ast.AST] = set()  # the expressions of all uses

    def run(self, groups: list[Group]) -> Plan:
        """Plan all groups of a file."""
        for group in groups:
            self.judge.know(group.imports)
            self.used |= {use.node for use in group.uses if use.node is not None}
        for group in groups:
            self.add(group)
        return self.plan

    def add(self, group: Group) -> None:
        """Plan the imports of one name and its uses."""
        refusal = self._refusal(group)
        if refusal:
            self._leave_all(group, refusal)
            return
        answers = [self.judge.answer(use) for use in group.uses]
        if self._keep_name(group, answers):
            return
        self._change_uses(group, answers)

    def _refusal(self, group: Group) -> str | None:
        guards = {guard for each in group.imports for guard in each.site.guards}
        if "except-import" in guards:
            return "it is imported where another import has failed"
        if "other-try" in guards:
            return "it is imported inside a try statement"
        places = [use.place for use in group.uses]
        if len(set(places)) != len(places):
            return f"{group.binds} may stand for different things"
        if group.stray:
            return f"{group.binds} is also read in ways that are not understood"
        for each in group.imports:
            target = self.judge.target(each.site.module)
            if isinstance(target, Named) and target.module:
                whole = ".".join(target.dotted)
                if is_standard(target.module[0]) and not is_standard(whole):
                    return f"{each.site.module} would be {whole}, which is no module"
        return None

    def _leave_all(self, group: Group, why: str) -> None:
        self.plan.left += [(use.site.span.line, why) for use in group.uses]
        if not group.uses:
            self.plan.left += [(each.site.span.line, why) for each in group.imports]

    def _keep_name(self, group: Group, answers: list[Answer]) -> bool:
        """Let the imports bind the same name to the new thing, so that no use is touched."""
        named = [each for each in answers if isinstance(each, Named)]
        if len(named) != len(answers):
            return False
        found = keeping_name(group, named, self.judge.rule, self.judge.home)
        if found is None or not self._is_best(group, found):
            return False
        if any("try-import" in each.site.guards for each in group.imports) and not all(found):
            return False
        for each, new in zip(group.imports, found, strict=True):
            at = [each.statement]
            scopes = [self.names.top]
            mine = [one.alias for one in group.imports]
            once = [one for one in new if not self.namer.stands(one, at, scopes, but=mine)]
            self.plan.replaced.setdefault(each.statement, {})[each.site.index] = (
                once if len(group.scope.binders.get(group.binds, [])) > 1 else new
            )
        self.plan.rewritten += len(group.uses) + len(group.imports)
        return True

    def _is_best(self, group: Group, found: list[list[NewImport]]) -> bool:
        """Tell whether keeping the name reads well, or is the only way."""
        new = [one for each in found for one in each]
        fixed = group.exported or group.elsewhere
        fixed = fixed or any(use.site.ambiguous or use.site.quoted for use in group.uses)
        fixed = fixed or any("try-import" in each.site.guards for each in group.imports)
        if fixed or any(each.site.asname for each in group.imports):
            return fixed or all(one.module != "builtins" for one in new)
        # Without `as` the name is the thing's own: it goes where the thing has another name.
        return all(one.asname is None and one.module != "builtins" for one in new)

    def _change_uses(self, group: Group, answers: list[Answer]) -> None:
        why = None
        if group.elsewhere or any(use.site.ambiguous for use in group.uses):
            why = f"{group.binds} is also bound by something else"
        elif any("try-import" in each.site.guards for each in group.imports):
            why = "its import may fail and the code goes on"
        changes: list[_Change] = []
        left = 0
        for use, answer in zip(group.uses, answers, strict=True):
            change = why or self._change(group, use, answer)
            if isinstance(change, _Change):
                changes.append(change)
            else:
                left += 1
                reason = answer.why if isinstance(answer, Not) else change
                self.plan.left.append((use.site.span.line, reason))
        self._commit(group, changes, keep=left > 0)

    def _commit(self, group: Group, changes: list[_Change], *, keep: bool) -> None:
        for change in changes:
            if isinstance(change.edit, Splice):
                self.plan.quoted.append(change.edit)
            else:
                self.plan.edits.append(change.edit)
        self.plan.rewritten += len(changes)
        for each in group.imports:
            new = [
                one
                for change in changes
                if each.number in change.use.site.imports
                for one in change.imports
            ]
            values = None if keep else self._remains(group, each)
            if keep or values is None:
                if not keep:
                    self.plan.left.append((each.site.span.line, self._needed(each)))
                if new:
                    self.plan.beside.setdefault(each.statement, []).extend(new)
                continue
            self.plan.rewritten += 1
            of_statement = self.plan.replaced.setdefault(each.statement, {})
            of_statement[each.site.index] = [*values, *new]

    def _needed(self, imported: Imported) -> str:
        if "try-import" in imported.site.guards:
            return "its import may fail and the code goes on"
        if imported.site.unread:
            return f"{imported.symbol} may be part of what this file offers to others"
        if imported.site.scope == "class" or not imported.site.exported:
            return f"{imported.symbol} is a name of its class"
        return f"{imported.symbol} is imported from here by others, or listed in __all__"

    def _remains(self, group: Group, imported: Imported) -> list[NewImport] | None:
        """Return what must go on binding the name of an import; None where nothing can."""
        if "try-import" in imported.site.guards:
            return None
        unread = imported.site.unread and not is_interface(imported, self.path)
        if not group.exported or (not group.uses and unread):
            return []
        target = self.judge.target(imported.symbol)
        if isinstance(target, Written) and not target.chain and target.symbol.holds_for_others:
            names = self.judge.builtins_of(target)
            if names & self.names.bound or self.names.stars:
                return None
            return [NewImport(module="", asname=group.binds, value=target.text)]
        if isinstance(target, Named) and target.symbol.holds_for_others:
            if not target.module and len(target.chain) == 1:
                return [bound_to("builtins", target.chain[0], group.binds)]
            if len(target.chain) == 1:
                return [bound_to(".".join(target.module), target.chain[0], group.binds)]
        return None

    def _change(self, group: Group, use: Used, answer: Answer) -> _Change | str:
        """Return the change of one use, or why there is none."""
        try:
            if isinstance(answer, Filled):
                return self._call(group, use, answer)
            if isinstance(answer, Not):
                return answer.why
            return self._expression(group, use, answer)
        except (NoFitError, ValueError) as error:
            return str(error)

    def _expression(self, group: Group, use: Used, answer: Named | Written) -> _Change | str:
        imports: list[NewImport] = []
        if isinstance(answer, Written):
            tree = ast.parse(answer.text, mode="eval").body
            number = isinstance(tree, ast.Constant) and isinstance(tree.value, int | float)
            text = f"({answer.text})" if number and answer.chain else answer.text
            text = ".".join((text, *answer.chain))
        elif not answer.module:
            text = ".".join(answer.chain)
        else:
            module = ".".join(answer.module)
            whole = is_standard(module) and self._is_module(group, use, answer)
            whole = whole or not answer.chain
            if whole and answer.chain and not self.namer.is_open(module, None):
                # `from datetime import UTC` reads better than a module under another name.
                whole = not self.namer.is_open(module, answer.chain[0])
            name = None if whole else answer.chain[0]
            reached, new = self._provide(group, use, module, name)
            imports = [new] if new else []
            text = ".".join((reached, *answer.chain[0 if whole else 1 :]))
        why = self.judge.unfit(use, answer, text)
        if why:
            return why
        if use.node is None:
            if isinstance(answer, Written):
                return "it stands in a quoted annotation"
            start, end = use.place
            splice = Splice(start=start, end=end, parts=(text,))
            return _Change(use=use, edit=splice, imports=imports)
        edit = plain_edit(self.source, use.node, text, loose=self._is_loose(use.node))
        return _Change(use=use, edit=edit, imports=imports)

    def _is_module(self, group: Group, use: Used, answer: Named) -> bool:
        """Tell whether the imported name stands for a module, which another one replaces."""
        first = group.imports[0]
        depth = len(use.site.symbol.split(".")) - len(first.symbol.split("."))
        return first.site.form == "import" or depth >= len(answer.chain)

    def _call(self, group: Group, use: Used, filled: Filled) -> _Change | str:
        call = self.judge.call_of(use)
        assert call is not None
        roots: dict[str, str] = {}
        imports: list[NewImport] = []
        read = {node.id for node in ast.walk(filled.after) if isinstance(node, ast.Name)}
        for local in sorted(read & set(filled.book.imports)):
            parts, name = filled.book.imports[local]
            if parts[0] == "_inhouse":
                if self.judge.home is None:
                    return "the project has no package that could hold its code"
                parts = (*self.judge.home.split("."), *parts[1:])
            module = ".".join(parts)
            reached, new = self._provide(group, use, module, name)
            if name is None and local == parts[0]:
                if new is not None and new.asname and len(parts) > 1:
                    return f"{parts[0]} is taken in this file"
                reached = reached if len(parts) == 1 else parts[0]
            roots[local] = reached
            imports += [new] if new else []
        edit = call_edit(self.source, call, filled, roots, loose=self._is_loose(call))
        text = "".join(part for part in edit.splice.parts if isinstance(part, str))
        why = self.judge.unfit(use, filled, text)
        return why or _Change(use=use, edit=edit, imports=imports)

    def _provide(
        self, group: Group, use: Used, module: str, name: str | None
    ) -> tuple[str, NewImport | None]:
        at = [each.statement for each in group.imports]
        home = self.names.home[use.node] if use.node is not None else group.scope
        return self.namer.provide(module, name, at, [home])

    def _is_loose(self, node: ast.AST) -> bool:
        """Tell whether any expression can stand in a node's place without parentheses."""
        parent = self.source.parents.get(node)
        if isinstance(parent, ast.keyword | ast.Call):
            call = self.source.parents.get(parent) if isinstance(parent, ast.keyword) else parent
            # An argument of a call that is rewritten itself may come to stand anywhere.
            ours = isinstance(call, ast.Call) and call.func in self.used
            return not ours and node is not getattr(parent, "func", None)
        return isinstance(parent, ast.Expr | ast.Assign | ast.AnnAssign | ast.Return) and (
            node is parent.value
        )
