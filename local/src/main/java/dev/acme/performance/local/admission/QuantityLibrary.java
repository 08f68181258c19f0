package dev.acme.performance.local.admission;

import static dev.cel.common.CelFunctionDecl.newFunctionDeclaration;
import static dev.cel.common.CelOverloadDecl.newGlobalOverload;
import static dev.cel.common.CelOverloadDecl.newMemberOverload;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.List;

/** The functions of quantities that Kubernetes adds to CEL. */
final class QuantityLibrary implements CelCompilerLibrary, CelRuntimeLibrary {
    private static final CelType QUANTITY = OpaqueType.create("kubernetes.Quantity");

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        checker.addFunctionDeclarations(declarations());
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(bindings());
    }

    private static List<CelFunctionDecl> declarations() {
        return List.of(
                newFunctionDeclaration(
                        "quantity", newGlobalOverload("string_to_quantity", QUANTITY, SimpleType.STRING)),
                newFunctionDeclaration(
                        "isQuantity", newGlobalOverload("is_quantity_string", SimpleType.BOOL, SimpleType.STRING)),
                newFunctionDeclaration("sign", newMemberOverload("quantity_sign", SimpleType.INT, QUANTITY)),
                newFunctionDeclaration(
                        "isInteger", newMemberOverload("quantity_is_integer", SimpleType.BOOL, QUANTITY)),
                newFunctionDeclaration("asInteger", newMemberOverload("quantity_get_int", SimpleType.INT, QUANTITY)),
                newFunctionDeclaration(
                        "asApproximateFloat", newMemberOverload("quantity_get_float", SimpleType.DOUBLE, QUANTITY)),
                arithmetic("add"),
                arithmetic("sub"),
                comparison("isLessThan", SimpleType.BOOL),
                comparison("isGreaterThan", SimpleType.BOOL),
                comparison("compareTo", SimpleType.INT));
    }

    private static CelFunctionDecl arithmetic(String name) {
        return newFunctionDeclaration(
                name,
                newMemberOverload("quantity_" + name, QUANTITY, QUANTITY, QUANTITY),
                newMemberOverload("quantity_" + name + "_int", QUANTITY, QUANTITY, SimpleType.INT));
    }

    private static CelFunctionDecl comparison(String name, CelType result) {
        return newFunctionDeclaration(name, newMemberOverload("quantity_" + name, result, QUANTITY, QUANTITY));
    }

    private static List<CelFunctionBinding> bindings() {
        return List.of(
                CelFunctionBinding.from("string_to_quantity", String.class, KubernetesQuantity::parse),
                CelFunctionBinding.from("is_quantity_string", String.class, KubernetesQuantity::isQuantity),
                CelFunctionBinding.from("quantity_sign", KubernetesQuantity.class, q ->
                        (long) q.amount().signum()),
                CelFunctionBinding.from("quantity_is_integer", KubernetesQuantity.class, KubernetesQuantity::isInteger),
                CelFunctionBinding.from(
                        "quantity_get_int",
                        KubernetesQuantity.class,
                        q -> q.amount().longValueExact()),
                CelFunctionBinding.from(
                        "quantity_get_float",
                        KubernetesQuantity.class,
                        q -> q.amount().doubleValue()),
                binary("quantity_add", KubernetesQuantity::plus),
                withInt("quantity_add_int", (quantity, n) -> quantity.plus(KubernetesQuantity.of(n))),
                binary("quantity_sub", KubernetesQuantity::minus),
                withInt("quantity_sub_int", (quantity, n) -> quantity.minus(KubernetesQuantity.of(n))),
                binary("quantity_isLessThan", (a, b) -> a.compare(b) < 0),
                binary("quantity_isGreaterThan", (a, b) -> a.compare(b) > 0),
                binary("quantity_compareTo", KubernetesQuantity::compare));
    }

    private static CelFunctionBinding binary(
            String overload, CelFunctionOverload.Binary<KubernetesQuantity, KubernetesQuantity> operation) {
        return CelFunctionBinding.from(overload, KubernetesQuantity.class, KubernetesQuantity.class, operation);
    }

    private static CelFunctionBinding withInt(
            String overload, CelFunctionOverload.Binary<KubernetesQuantity, Long> operation) {
        return CelFunctionBinding.from(overload, KubernetesQuantity.class, Long.class, operation);
    }
}
